// SPDX-License-Identifier: MIT
#include "cli/version.hpp"

#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/build_info.hpp"
#include "cli/output.hpp"

namespace relctl::cli {

int print_version(Context& context) {
  nlohmann::ordered_json libraries;
  std::string text = fmt::format("relctl {} ({})\n", own_version(), own_revision());
  for (const auto& [name, version] : own_libraries()) {
    libraries[std::string(name)] = version;
    text += fmt::format("{} {}\n", name, version);
  }
  print_answer({{"version", own_version()}, {"revision", own_revision()}, {"libraries", libraries}},
               text, context);
  return 0;
}

}  // namespace relctl::cli
