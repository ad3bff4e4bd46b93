// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/error.hpp"
#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/publish/publish.hpp"
#include "report/done.hpp"

namespace relctl::operation {

/// What was done, or planned, in one place.
struct Delivered {
  git::Published published;
  std::vector<std::string> environments;  ///< none: it was a release
  std::string address;                    ///< of another repository; empty: the one worked in
};

/// The report on all of it in one: commit and branch are the last one's.
report::Done done_of(const std::vector<Delivered>& delivered, const config::Config& config,
                     bool dry_run);

/// `error`, with the words for what was published before it came.
Error after(const std::vector<Delivered>& delivered, const Error& error);

/// Prints the answer to stdout and the words on each place to stderr, and gives the exit code: 0,
/// or 4 when a service that was named could not be done. --json lists the places under `places`
/// where they are more than one, or in another repository.
int answer(const std::vector<Delivered>& delivered, const config::Config& config, bool dry_run,
           cli::Context& context);

/// Prints the same on a release, which comes first, and its deployments: what the release gave, and
/// with --json what the object `more` holds.
void answer_release(const std::vector<Delivered>& delivered, const config::Config& config,
                    const nlohmann::ordered_json& more, cli::Context& context);

}  // namespace relctl::operation
