// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "commands/versions.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/session.hpp"
#include "record/releases.hpp"
#include "release/versions.hpp"

namespace relctl::commands {
namespace {

struct CurrentOptions {
  std::vector<std::string> services;
  bool tag = false;
};

int run_current(const CurrentOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const ObjectId head = operation::require_head(repository);
  const config::Config config = operation::load_config(repository, head, context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  for (const std::string& name : options.services)
    config::service(config, name);
  record::Releases releases(snapshot.tags);
  std::vector<NamedVersion> versions;
  for (const config::Service& service : config.services) {
    const bool asked = std::count(options.services.begin(), options.services.end(), service.name);
    if (!options.services.empty() && !asked) continue;
    const auto current =
        release::current_version(service, releases.of(service), *snapshot.history, {head});
    if (!current.is_known) record::require_sight(snapshot, service.name);
    const std::string version = semver::to_string(current.version);
    versions.push_back(
        {service.name, version, config::expand(service.tag, service.name, std::nullopt, version)});
  }
  print_versions(versions, options.tag, versions.size() == 1, context);
  return 0;
}

}  // namespace

void declare_current(cli::Command& command) {
  auto options = std::make_shared<CurrentOptions>();
  command.help = {
      "The highest of the version files and of the release tags that the checked-out commit\n"
      "reaches.",
      "docker build -t app:$(relctl current) .", "0  printed"};
  command.option("--service", "NAME", &options->services, "This service alone (may be repeated)");
  command.flag("--tag", &options->tag, "Print the git tag instead of the version");
  command.run = [options](cli::Context& context) { return run_current(*options, context); };
}

}  // namespace relctl::commands
