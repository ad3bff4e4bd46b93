// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "git/repository.hpp"

namespace relctl::git {

/// The objects that carry out an operation's plans: in the object database, named by no ref yet.
struct Objects {
  std::vector<ObjectId> commits;  ///< one a plan; zero for a plan without a commit
  std::vector<std::pair<std::string, ObjectId>> tags;  ///< short name and tag object
};

/// Writes blobs, trees, commits and annotated tags of `plans`, flushed to disk where git's setting
/// core.fsync asks for it, and signs commits and tags
/// as the configuration asks (commit.gpgsign, tag.gpgsign, gpg.format openpgp or ssh). Messages are
/// signed off, and go through the repository's hooks, as the operation says. The same plans and
/// operation give the same objects, signatures and hooks aside. Throws as after_hooks.
Objects write_objects(const Repository& repository, const std::vector<plan::Plan>& plans,
                      const plan::Operation& operation);

/// The id that `reference` stands for.
ObjectId resolve(const plan::CommitRef& reference, const Objects& objects);

}  // namespace relctl::git
