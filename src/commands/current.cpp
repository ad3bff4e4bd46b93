// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>

#include "commands/declare.hpp"
#include "commands/session.hpp"
#include "commands/versions.hpp"
#include "git/publish.hpp"
#include "plan/releases.hpp"
#include "plan/versions.hpp"

namespace relctl::commands {
namespace {

struct CurrentOptions {
  std::vector<std::string> services;
  bool tag = false;
};

int run_current(const CurrentOptions& options, Context& context) {
  const git::Repository repository = open_repository(context);
  const ObjectId head = require_head(repository);
  const config::Config config = load_config(repository, head, context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  for (const std::string& name : options.services)
    config::service(config, name);
  std::vector<NamedVersion> versions;
  for (const config::Service& service : config.services) {
    const bool asked = std::count(options.services.begin(), options.services.end(), service.name);
    if (!options.services.empty() && !asked) continue;
    const auto releases = plan::releases_of(service, snapshot.tags);
    const auto current = plan::current_version(service, releases, *snapshot.history, {head});
    const std::string version = semver::to_string(current.version);
    versions.push_back(
        {service.name, version, config::expand(service.tag, service.name, std::nullopt, version)});
  }
  print_versions(versions, options.tag, versions.size() == 1, context);
  return 0;
}

}  // namespace

void add_current(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<CurrentOptions>();
  CLI::App* command = declare(
      app, {"current", "Print the current version",
            "The highest of the version files and of the release tags that the checked-out commit\n"
            "reaches.",
            "docker build -t app:$(relctl current) .", "0  printed"});
  command->add_option("--service", options->services, "This service alone (may be repeated)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_flag("--tag", options->tag, "Print the git tag instead of the version");
  command->callback([options, &invocation] {
    invocation.run = [options](Context& context) { return run_current(*options, context); };
  });
}

}  // namespace relctl::commands
