// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plan/history.hpp"

namespace relctl::plan {

/// A tag of the repository or of the remote.
struct Tag {
  std::string name;     ///< short: without refs/tags/
  ObjectId object;      ///< the tag object, or the commit of a lightweight tag
  ObjectId commit;      ///< what it names in the end
  bool remote = false;  ///< the remote has it; always false in a snapshot taken without network
  bool operator==(const Tag&) const = default;
};

/// Where files are kept: a branch of some repository.
struct Place {
  std::shared_ptr<const History> history;
  std::string branch;           ///< short name; may be empty
  std::optional<ObjectId> tip;  ///< nothing when the branch does not exist yet
};

/// What a clone may lack of what tells a service's version. A snapshot of the remote lacks nothing:
/// its tags are all there are, and its history is deepened when asked about.
enum class Lack { nothing, history, tags };

/// Everything a planner may know: taken once, never changed. Planners are pure functions of a
/// Snapshot and a Request.
struct Snapshot {
  std::shared_ptr<const History> history;
  ObjectId source;     ///< the commit that is checked out
  std::string branch;  ///< short name of the target branch; empty when there is none
  std::optional<std::string> default_branch;  ///< of the remote; nothing when it is not known
  std::optional<ObjectId> tip;  ///< tip of the target branch; nothing when it does not exist yet
  std::vector<Tag> tags;
  Lack lack = Lack::nothing;
  bool fetched = false;    ///< branch, tip and tags are the remote's
  std::string repository;  ///< URL of an environment's repository; empty: the one worked in
  /// Of the branch that releases are made from, where the target is another.
  std::shared_ptr<const Snapshot> origin;
  std::map<std::string, ObjectId> branches;  ///< tips of branches that are here, by short name
  /// Environments that are neither on the target branch nor on the origin's, by name. One that
  /// could not be reached is missing.
  std::map<std::string, Place> elsewhere;
  std::map<std::string, std::string> unreached;  ///< why one of them is missing, in words, by name
};

}  // namespace relctl::plan
