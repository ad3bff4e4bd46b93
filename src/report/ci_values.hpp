// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "report/done.hpp"

namespace relctl::report {

/// Names and values that later steps of a pipeline want, in order: version, tag, released,
/// previous and commit; with several services each name begins with the service's (`api_version`).
using Values = std::vector<std::pair<std::string, std::string>>;

/// The values of what was done. `released` and `commit` stand once without a service's name too.
Values ci_values(const Done& done);

/// The lines for the file of GITHUB_OUTPUT. `delimiter` must be unguessable: a value that held it
/// could add outputs. Throws Error(bug) where a value holds it.
std::string github_output(const Values& values, std::string_view delimiter);

/// Lines `RELCTL_VERSION=1.2.3` that a POSIX shell reads: values are quoted where needed.
std::string shell_values(const Values& values);

/// The same lines for a dotenv file as GitLab reads it, which knows no quotes: a value that is more
/// than one line is left out.
std::string dotenv_values(const Values& values);

/// A table in Markdown for GITHUB_STEP_SUMMARY, at most 64 KiB; nothing in it is markup but its
/// own.
std::string step_summary(const Done& done);

/// The workflow command that shows the error beside the line it is about.
std::string github_annotation(const Error& error);

}  // namespace relctl::report
