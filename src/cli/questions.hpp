// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/context.hpp"

namespace relctl::cli {

/// True where somebody can be asked: both ends are a terminal, and no CI system runs this.
bool can_ask(const Context& context);

/// Asks a yes-or-no question on stderr. An empty answer, and the end of the input, is `otherwise`.
bool ask(Context& context, const std::string& question, bool otherwise);

/// Lets somebody choose one of `options`, which is not empty, by its number: the place of the one
/// that was chosen. An empty answer, and the end of the input, is the first.
std::size_t choose(Context& context, const std::string& question,
                   const std::vector<std::string>& options);

}  // namespace relctl::cli
