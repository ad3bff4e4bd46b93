// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/objects.hpp"
#include "git/program.hpp"
#include "plan/outcome.hpp"

namespace relctl::git {

/// Computes the plans on a snapshot. It is called again on every new tip; it must be pure.
using Planner = std::function<plan::Result(const plan::Snapshot&)>;

/// Where and how to publish.
struct PublishOptions {
  std::string remote;                 ///< configured name or URL
  std::optional<std::string> branch;  ///< target; nothing: the remote's default branch
  process::Clock::time_point deadline;
  std::function<void(std::string_view)> on_progress;
  std::vector<std::string> others{};  ///< further branches that the planner looks at
  bool tags = true;                   ///< false: the remote's tags are no releases
};

/// What was carried out.
struct Published {
  plan::Result result;  ///< of the last planning, the one that was carried out
  Objects objects;
  bool pushed = false;
  int attempts = 0;    ///< pushes tried
  std::string remote;  ///< where it went, or would go; empty where there is no remote
  std::vector<std::string> waiting_tags;  ///< of earlier releases that only this clone has
  std::vector<std::string> notes;
};

/// Plans on the remote's tip, as publish does, and changes nothing: what `--fetch` shows. Throws as
/// publish.
plan::Result preview(const Repository& repository, const PublishOptions& options,
                     const Planner& planner);

/// Shows the remote as it is to `act`: local commits and tags that it lacks count as not there.
/// Throws Error(system) or Error(timeout) as publish.
void look_at_remote(const Repository& repository, const PublishOptions& options,
                    const std::function<void(const plan::Snapshot&)>& act);

/// Plans on the remote's tip and publishes, all refs in one atomic push, until the deadline:
/// refused or broken off means fetch again, look whether it landed all the same, and plan anew on
/// the new tip. Never removes anybody's commit. Throws Error(timeout) when the remote kept moving
/// or did not answer, Error(system) when it refuses for good, Error(unknown) when the line died
/// and nothing can tell, Error(conflict) when local commits of the branch are not on the remote.
Published publish(Repository& repository, const plan::Operation& operation,
                  const PublishOptions& options, const Planner& planner);

}  // namespace relctl::git
