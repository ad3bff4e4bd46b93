// SPDX-License-Identifier: MIT
#include "commands/bump_options.hpp"

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::commands {

void add_selection(cli::Command& command, BumpOptions& options) {
  command
      .argument("level", "LEVEL|VERSION", &options.level,
                "major, minor, patch, prerelease, release, auto, or a plain version (default "
                "patch)")
      .suggest({"major", "minor", "patch", "prerelease", "release", "auto"});
  command.option("--service", "NAME", &options.services,
                 "Release this service (may be repeated); without it every changed one");
  command.option("--pre", "ID", &options.prerelease_id,
                 "Make it a pre-release with this identifier, such as rc");
  command.flag("--even-if-unchanged", &options.even_if_unchanged,
               "Release a service although nothing of it changed");
}

void add_delivery(cli::Command& command, BumpOptions& options) {
  command.option("--branch", "NAME", &options.branch,
                 "The branch to release on, where none is checked out and CI names none");
  command.flag("--no-deploy", &options.no_deploy, "Write no environment, even one with auto: true");
  command.option("--digest", "[IMAGE=]sha256:HEX", &options.digests,
                 "The digest of an image, written beside its tag (may be repeated)");
  add_removal(command, options.removable);
}

void add_removal(cli::Command& command, std::vector<std::string>& removable) {
  command.option("--remove", "KIND/NAME", &removable,
                 "Let this object of a rendered environment go, and its data with it (may be "
                 "repeated)");
}

plan::DigestArgument parse_digest_argument(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  plan::DigestArgument argument;
  if (equals != std::string::npos) argument.image = text.substr(0, equals);
  argument.digest = equals == std::string::npos ? text : text.substr(equals + 1);
  if (!kustomize::is_digest(argument.digest) || (argument.image && argument.image->empty())) {
    throw Error(ErrorKind::usage, "--digest \"" + text + "\" is no digest")
        .hint(
            "write sha256: and 64 hexadecimal digits, with IMAGE= before it where the service "
            "has several images");
  }
  return argument;
}

plan::BumpRequest bump_request(const BumpOptions& options, const plan::Operation& operation) {
  plan::BumpRequest request;
  request.operation = operation;
  request.level = options.level;
  request.services = options.services;
  request.prerelease_id = options.prerelease_id;
  request.deploy = !options.no_deploy;
  request.even_if_unchanged = options.even_if_unchanged;
  request.removable = options.removable;
  for (const std::string& text : options.digests) {
    request.digests.push_back(parse_digest_argument(text));
  }
  return request;
}

}  // namespace relctl::commands
