// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/publish/private_clone.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/remote_source.hpp"
#include "git/repository.hpp"
#include "plan/snapshot.hpp"

namespace relctl::operation {

/// The repositories that environments have of their own, as an operation in `repository` meets
/// them: private clones, made when they are first looked at.
class Elsewhere {
 public:
  /// All arguments must outlive it. `is_reached`: the network may be used.
  Elsewhere(const git::Repository& repository, const config::Config& config,
            const plan::Operation& operation, bool is_reached, cli::Context& context);

  /// The environment's branch in its repository. Throws Error(usage) where the network may not be
  /// used, else as git::PrivateClone.
  plan::Place place(const config::Environment& environment);

  /// The clone of the environment's repository.
  git::PrivateClone& clone(const config::Environment& environment);

  /// Where the environment is published to: its address and branch. Asks the remote on first use.
  git::PublishOptions destination(const config::Environment& environment);

  /// Adds the places of those of `environments` that have repositories of their own, but for those
  /// on the snapshot's own target.
  void add(plan::Snapshot& snapshot, const std::vector<const config::Environment*>& environments);

  /// The same where a report is made: what cannot be reached is told in `snapshot.unreached`.
  void add_reached(plan::Snapshot& snapshot,
                   const std::vector<const config::Environment*>& environments);

  /// What was published of the repository worked in; where it has no remote, what is here.
  const plan::Snapshot& origin();

 private:
  [[nodiscard]] git::PublishOptions shared_options() const;

  const git::Repository& repository_;
  const config::Config& config_;
  const plan::Operation& operation_;
  bool is_reached_;
  cli::Context& context_;
  std::optional<git::PublishOptions> shared_;
  std::map<std::string, std::unique_ptr<git::PrivateClone>> clones_;
  std::optional<git::RemoteSource> source_;
  std::optional<plan::Snapshot> local_;
};

/// The environments of `names` and all that come before them, each once.
std::vector<const config::Environment*> with_predecessors(const config::Config& config,
                                                          const std::vector<std::string>& names);

/// The address of an environment's repository: a relative path is one in the work tree.
std::string address_of(const config::Environment& environment, const git::Repository& repository);

}  // namespace relctl::operation
