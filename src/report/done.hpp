// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "plan/outcome.hpp"
#include "report/style.hpp"

namespace relctl::report {

/// How many digits of a commit's id people are shown.
inline constexpr std::size_t short_id = 10;

/// What a command did: the planner's result, and what came of carrying it out.
struct Done {
  plan::Result result;
  std::optional<std::string> commit;  ///< 40 digits; nothing where none was made
  std::string branch;                 ///< short name of the branch that was moved; may be empty
  std::string remote;  ///< where it was pushed, or would be; empty where there is no remote
  std::vector<std::string> waiting_tags;  ///< of earlier releases that are not pushed either
  bool pushed = false;
  bool dry_run = false;   ///< nothing was carried out
  unsigned attempts = 0;  ///< pushes that were tried
  bool one_service =
      false;  ///< one service is configured or was named: its name goes without saying
  std::set<std::string> at;  ///< services whose release was made from the commit checked out
};

/// What goes to stdout: the version where one service is meant, else lines `NAME VERSION`. A
/// service to which nothing was done is left out unless its release was made from the commit that
/// is checked out, so that a job run again builds the same image. Where several environments are
/// concerned each line begins with the environment's name.
std::string answer(const Done& done);

/// What goes to stderr: what was released, written, committed, tagged and pushed, what was not and
/// why, and notes.
std::string summary(const Done& done, const Style& style);

/// What `--json` prints: {services, commit, pushed, attempts, files, includes}, and of an operation
/// that adds or lifts holds {holds: {added, lifted}}.
nlohmann::ordered_json to_json(const Done& done);

/// The paths that the plans edit, or that an earlier run with the same key changed; sorted, each
/// once.
std::vector<std::string> changed_files(const plan::Result& result);

/// A JSON value as text with a line end; text that is not UTF-8 is mended.
std::string json_text(const nlohmann::ordered_json& json);

/// Holds as JSON: [{id, service, version, reason, until, since, by, rollback}]; a freeze has no
/// service.
nlohmann::ordered_json holds_json(const std::vector<plan::Hold>& holds);

/// `text` as JSON: null where there is none.
nlohmann::ordered_json or_null(const std::optional<std::string>& text);

}  // namespace relctl::report
