// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "check/environment.hpp"
#include "report/style.hpp"

namespace relctl::report {

/// What `check` found.
struct Checked {
  std::vector<check::EnvironmentCheck> environments;
  std::vector<check::Finding> findings;  ///< of all of them, each once
  std::vector<std::string> not_run{};    ///< names of other programs that nobody said to run

  /// Nothing was found that counts.
  [[nodiscard]] bool is_good() const;
};

/// Whether a finding makes the answer no: an error that is new, and that nothing lets pass.
bool counts(const check::Finding& finding);

/// A finding in one line without its place: the sentence, the object and the environments.
std::string finding_words(const check::Finding& finding);

/// A finding as an error at its place, with what to do.
Error finding_error(const check::Finding& finding);

/// The findings for people but for those that are known or let pass, one after the other: place,
/// check, sentence, object and environments, the line with a caret, and what to do.
std::string to_text(const std::vector<check::Finding>& findings, const Style& style);

/// What was not looked at, and one line that counts.
std::string check_summary(const Checked& checked, const Style& style);

/// What `check --json` prints: {good, environments, findings, not_run}.
nlohmann::ordered_json to_json(const Checked& checked);

}  // namespace relctl::report
