// SPDX-License-Identifier: MIT
#include "commands/bump_options.hpp"

namespace relctl::commands {

void add_selection(cli::Command& command, BumpOptions& options) {
  command
      .argument("level", "LEVEL|VERSION", &options.request.level,
                "major, minor, patch, prerelease, release, auto, or a plain version (default "
                "patch)")
      .suggest({"major", "minor", "patch", "prerelease", "release", "auto"});
  command.option("--service", "NAME", &options.request.services,
                 "Release this service (may be repeated); without it every changed one");
  command.option("--pre", "ID", &options.request.prerelease_id,
                 "Make it a pre-release with this identifier, such as rc");
  command.flag("--even-if-unchanged", &options.request.even_if_unchanged,
               "Release a service although nothing of it changed");
}

void add_delivery(cli::Command& command, BumpOptions& options) {
  command.option("--branch", "NAME", &options.branch,
                 "The branch to release on, where none is checked out and CI names none");
  command.flag("--no-deploy", &options.no_deploy, "Write no environment, even one with auto: true");
  add_digests(command, options.digests);
  add_removal(command, options.request.removable);
}

plan::BumpRequest bump_request(const BumpOptions& options, const plan::Operation& operation) {
  plan::BumpRequest request = options.request;
  request.operation = operation;
  request.deploy = !options.no_deploy;
  request.digests = parse_digests(options.digests);
  return request;
}

}  // namespace relctl::commands
