// SPDX-License-Identifier: MIT
#include "commands/versions.hpp"

#include <ostream>

#include <nlohmann/json.hpp>

#include "report/ci_values.hpp"

namespace relctl::commands {

void print_versions(const std::vector<NamedVersion>& versions, bool tags, bool alone,
                    cli::Context& context) {
  if (context.globals.json) {
    nlohmann::ordered_json services = nlohmann::ordered_json::array();
    for (const NamedVersion& version : versions) {
      services.push_back(
          {{"name", version.service}, {"version", version.version}, {"tag", version.tag}});
    }
    context.out << nlohmann::ordered_json{{"services", services}}.dump(2) << '\n';
    return;
  }
  if (context.globals.output == "env") {
    report::Values values;
    for (const NamedVersion& version : versions) {
      const std::string prefix = alone ? "" : version.service + '_';
      values.emplace_back(prefix + "version", version.version);
      values.emplace_back(prefix + "tag", version.tag);
    }
    context.out << report::shell_values(values);
    return;
  }
  for (const NamedVersion& version : versions) {
    if (!alone) context.out << version.service << ' ';
    context.out << (tags ? version.tag : version.version) << '\n';
  }
}

}  // namespace relctl::commands
