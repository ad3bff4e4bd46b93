// SPDX-License-Identifier: MIT
#include "cli/version.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "base/build_info.hpp"

namespace relctl::cli {

int print_version(Context& context) {
  if (context.globals.json) {
    nlohmann::ordered_json libraries;
    for (const auto& [name, version] : own_libraries())
      libraries[std::string(name)] = version;
    const nlohmann::ordered_json answer = {
        {"version", own_version()}, {"revision", own_revision()}, {"libraries", libraries}};
    context.out << answer.dump(2) << '\n';
    return 0;
  }
  context.out << "relctl " << own_version() << " (" << own_revision() << ")\n";
  for (const auto& [name, version] : own_libraries())
    context.out << name << ' ' << version << '\n';
  return 0;
}

}  // namespace relctl::cli
