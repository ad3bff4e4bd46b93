// SPDX-License-Identifier: MIT
#include <memory>

#include "cli/command.hpp"
#include "commands/bump_options.hpp"
#include "commands/versions.hpp"
#include "operation/deliver.hpp"
#include "operation/preview.hpp"
#include "operation/session.hpp"
#include "release/bump.hpp"

namespace relctl::commands {
namespace {

struct NextOptions {
  BumpOptions bump;
  bool tag = false;
};

int run_next(const NextOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config =
      operation::load_config(repository, operation::require_head(repository), context);
  plan::BumpRequest request = bump_request(options.bump, operation::preview_operation(context));
  request.deploy = false;
  const auto branch = operation::target_branch(repository, options.bump.branch, context);
  const plan::Result result =
      release::bump(config, git::local_snapshot(repository, branch), request);
  std::vector<NamedVersion> versions;
  for (const plan::ServiceOutcome& service : result.services) {
    if (service.status != plan::Status::done || !service.version) continue;
    versions.push_back({service.name, *service.version, service.tag.value_or("")});
  }
  print_versions(versions, options.tag,
                 config.services.size() == 1 || options.bump.services.size() == 1, context);
  return 0;
}

}  // namespace

void declare_next(cli::Command& command) {
  auto options = std::make_shared<NextOptions>();
  command.help = {"Prints nothing for a service without changes. Needs no network, writes nothing.",
                  "relctl next auto", "0  printed, or nothing to release"};
  add_selection(command, options->bump);
  command.flag("--tag", &options->tag, "Print the git tag instead of the version");
  command.run = [options](cli::Context& context) { return run_next(*options, context); };
}

}  // namespace relctl::commands
