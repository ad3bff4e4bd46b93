// SPDX-License-Identifier: MIT
#include "commands/operation_options.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "config/check_ids.hpp"
#include "config/config.hpp"
#include "config/duration.hpp"
#include "kustomize/image_reference.hpp"
#include "record/check_id.hpp"
#include "record/trailers.hpp"

namespace relctl::commands {
namespace {

/// The rules of images_policy that may be passed: an image that is not there can be no override's.
constexpr std::array<std::string_view, 7> image_rules = {
    "image-origin",  "image-platforms",  "image-labels",  "image-signed",
    "image-scanned", "image-provenance", "image-attested"};

void require_known(const std::string& id) {
  // Which other programs there are, relctl.yaml says.
  if (id.starts_with(config::command_check) && record::is_check_id(id)) return;
  std::vector<std::string> ids(config::check_ids.begin(), config::check_ids.end());
  ids.insert(ids.end(), image_rules.begin(), image_rules.end());
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
  Error error(ErrorKind::usage, fmt::format("--override {}: there is no such check", id));
  if (const auto near = nearest(id, ids)) error.hint(fmt::format("did you mean `{}`?", *near));
  throw error;
}

}  // namespace

void add_no_verify(cli::Command& command, bool& no_verify) {
  command.flag("--no-verify", &no_verify,
               "Make the commit without the hooks prepare-commit-msg and commit-msg");
}

void add_removal(cli::Command& command, std::vector<std::string>& removable) {
  command.option("--remove", "KIND/NAME", &removable,
                 "Let this object of a rendered environment go, and its data with it (may be "
                 "repeated)");
}

void add_digests(cli::Command& command, std::vector<std::string>& digests) {
  command.option("--digest", "[IMAGE=]sha256:HEX", &digests,
                 "The digest of an image, written beside its tag (may be repeated)");
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

std::vector<plan::DigestArgument> parse_digests(const std::vector<std::string>& texts) {
  std::vector<plan::DigestArgument> digests;
  for (const std::string& text : texts)
    digests.push_back(parse_digest_argument(text));
  return digests;
}

void add_overrides(cli::Command& command, OverrideOptions& options) {
  command.option("--override", "ID", &options.checks,
                 "Let pass what this check, or rule of images_policy, finds (may be repeated)");
  command.option("--reason", "TEXT", &options.reason, "Why, for the record");
}

std::vector<plan::PassedCheck> passed_checks(const OverrideOptions& options) {
  std::vector<plan::PassedCheck> passed;
  for (const std::string& id : options.checks) {
    require_known(id);
    if (!options.reason || !record::is_key(*options.reason)) {
      throw Error(ErrorKind::usage, fmt::format("--override {} needs a reason", id))
          .hint(
              "--reason TEXT: one line of at most 200 bytes; it stands in the commit, and status "
              "lists it");
    }
    passed.push_back({id, *options.reason});
  }
  if (passed.empty() && options.reason)
    throw Error(ErrorKind::usage, "--reason belongs to --override ID");
  return passed;
}

void add_wait(cli::Command& command, std::optional<std::string>& wait) {
  command.option(
      "--wait", "TIME", &wait,
      "Wait this long at most, such as 10m, for images that a build still pushes or signs");
}

void begin_wait(const std::optional<std::string>& wait, cli::Context& context) {
  if (!wait) return;
  const auto time = config::parse_duration(*wait);
  if (!time) {
    throw Error(ErrorKind::usage, "--wait \"" + *wait + "\" is no time")
        .hint("write seconds or a unit, such as 90s, 5m or 1h");
  }
  context.wait_until = std::chrono::steady_clock::now() + *time;
}

}  // namespace relctl::commands
