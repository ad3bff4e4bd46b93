// SPDX-License-Identifier: MIT
#pragma once

#include "cli/context.hpp"
#include "report/style.hpp"

namespace relctl::cli {

/// How text for stderr is written here: `--color`, the environment, and whether it is a terminal.
report::Style error_style(const Context& context);

/// The same for stdout.
report::Style answer_style(const Context& context);

}  // namespace relctl::cli
