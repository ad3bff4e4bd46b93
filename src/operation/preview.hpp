// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "deploy/environment_difference.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "operation/delivered.hpp"

namespace relctl::operation {

/// What `diff` takes besides the options of the operation that it previews.
struct DiffOptions {
  bool exit_code = false;
  bool fetch = false;
  bool rendered = false;  ///< what environments run, instead of the patch
  bool run = false;       ///< the commands of release.prepare run
};

/// An operation that is only looked at: it needs no identity, and its id is all zeros.
plan::Operation preview_operation(const cli::Context& context);

/// Prints what would be done as a patch to stdout and what else would be done to stderr (with
/// --json: one object with the patch as `patch`); where it is asked for, `rendered` in its place.
/// The exit code is 1 with `exit_code` and changes, else 0, or 4 when a service that was named
/// could not be done.
int print_preview(const std::vector<Delivered>& planned, const config::Config& config,
                  const DiffOptions& options,
                  const std::vector<deploy::EnvironmentDifference>& rendered,
                  cli::Context& context);

}  // namespace relctl::operation
