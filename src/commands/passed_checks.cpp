// SPDX-License-Identifier: MIT
#include "commands/passed_checks.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "config/check_ids.hpp"
#include "config/config.hpp"
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

}  // namespace relctl::commands
