// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "cli/context.hpp"
#include "report/style.hpp"

namespace relctl::cli {

/// How text for stderr is written here: `--color`, the environment, and whether it is a terminal.
report::Style error_style(const Context& context);

/// The same for stdout.
report::Style answer_style(const Context& context);

/// Prints an answer to stdout: `json` with --json, its values as variables of a shell with
/// `--output env`, else `text`.
void print_answer(const nlohmann::ordered_json& json, const std::string& text, Context& context);

}  // namespace relctl::cli
