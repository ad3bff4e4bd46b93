// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "net/http.hpp"
#include "net/trust.hpp"
#include "plan/plan.hpp"
#include "tree/object_id.hpp"

namespace relctl::notify {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string&)>;

/// What was pushed to one branch.
struct Push {
  std::string remote;                         ///< address of the repository, as git has it
  std::string branch;                         ///< short name
  std::optional<std::string> default_branch;  ///< of the remote; nothing when it is not known
  std::optional<ObjectId> before;             ///< nothing: the branch is new
  ObjectId after;
  std::vector<std::string> added;  ///< paths, of all commits together
  std::vector<std::string> modified;
  std::vector<std::string> removed;
};

/// Lists the files of one pushed commit by what became of them; one that is listed already stays
/// where it is.
void add_edits(Push& push, const std::vector<plan::FileEdit>& edits);

/// The push as a JSON event in the form of GitHub's `push`, which Argo CD's webhook takes.
std::string push_event(const Push& push);

/// Tells each of `targets` about the push, so that nobody waits for the next poll: Argo CD at
/// `/api/webhook`, Flux at its Receiver's address. Signed with the secret of `secret_env`. Gives a
/// warning for each that was not told; throws nothing, since the push is done. Signed is only what
/// goes to the remote's host or where `trust` allows it, by a secret that is the target's own.
std::vector<std::string> notify(const std::vector<config::Notify>& targets, const Push& push,
                                net::Http& http, const EnvironmentLookup& environment,
                                const net::Trust& trust);

}  // namespace relctl::notify
