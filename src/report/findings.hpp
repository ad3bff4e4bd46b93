// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "judge/guard.hpp"
#include "report/style.hpp"

namespace relctl::report {

/// The findings for people, one after the other: `file:line: field: what is wrong`, the commit, and
/// the command that would have made the change properly.
std::string to_text(const std::vector<judge::Finding>& findings, const Style& style);

/// What `guard --json` prints: {good, commits, findings}.
nlohmann::ordered_json to_json(const judge::Judgement& judgement);

}  // namespace relctl::report
