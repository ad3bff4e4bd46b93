// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.hpp"
#include "cli/context.hpp"
#include "report/done.hpp"

namespace relctl::cli {

/// Tells the CI system what was done: the files of GITHUB_OUTPUT and GITHUB_STEP_SUMMARY, and the
/// dotenv file that RELCTL_DOTENV names. Nothing outside of CI. A file that cannot be written is
/// told on stderr and fails nothing: what was published stays so.
void write_ci_output(const report::Done& done, Context& context);

/// The line that makes the CI system show the error at its place; empty where it has no such thing.
std::string annotation(const Error& error, const Context& context);

}  // namespace relctl::cli
