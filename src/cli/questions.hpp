// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/context.hpp"

namespace relctl::cli {

/// True where somebody can be asked: both ends are a terminal, and no CI system runs this.
bool can_ask(const Context& context);

/// Asks a yes-or-no question on stderr. An empty answer, and the end of the input, is `otherwise`.
bool ask(Context& context, const std::string& question, bool otherwise);

}  // namespace relctl::cli
