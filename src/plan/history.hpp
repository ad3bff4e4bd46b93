// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plan/merge.hpp"
#include "tree/tree.hpp"

namespace relctl::plan {

/// A commit as a planner sees it.
struct Commit {
  ObjectId id;
  std::vector<ObjectId> parents;
  std::string message;  ///< UTF-8, as stored
  std::string author_name;
  std::string author_email;
  std::int64_t time = 0;  ///< committer's, seconds since 1970 UTC
  bool operator==(const Commit&) const = default;
};

/// The first line of a commit's message.
inline std::string subject_of(const Commit& commit) {
  return commit.message.substr(0, commit.message.find_first_of("\r\n"));
}

/// A read-only view of commits and their trees. Every call throws Error(system), naming the
/// command that deepens the clone, where a shallow boundary hides the answer: a wrong version
/// would be worse than none.
class History {
 public:
  History() = default;
  History(const History&) = delete;
  History& operator=(const History&) = delete;
  virtual ~History() = default;

  [[nodiscard]] virtual Commit commit(const ObjectId& id) const = 0;
  /// The tree of a commit.
  [[nodiscard]] virtual std::shared_ptr<const Tree> tree(const ObjectId& commit) const = 0;
  /// Commits reachable from `tip` and from none of `hidden`, children before their parents.
  [[nodiscard]] virtual std::vector<Commit> log(const ObjectId& tip,
                                                const std::vector<ObjectId>& hidden) const = 0;
  /// At most `most` commits from `tip` along first parents, newest first.
  [[nodiscard]] virtual std::vector<Commit> first_parents(const ObjectId& tip,
                                                          std::size_t most) const = 0;
  /// True when `ancestor` is `tip` or reachable from it. An id that is not in the repository is
  /// reachable from nothing; behind a shallow boundary it may be anywhere, which is an Error.
  [[nodiscard]] virtual bool reaches(const ObjectId& tip, const ObjectId& ancestor) const = 0;
  /// The best common ancestors of two commits; several where branches were merged crosswise.
  [[nodiscard]] virtual std::vector<ObjectId> merge_bases(const ObjectId& one,
                                                          const ObjectId& other) const = 0;
  /// The three-way merges that git makes of a text, by the ways in which lines can be aligned.
  [[nodiscard]] virtual std::vector<TextMerge> merges(const std::string& base,
                                                      const std::string& ours,
                                                      const std::string& theirs) const = 0;
  /// The message of an annotated tag object; nothing for any other object.
  [[nodiscard]] virtual std::optional<std::string> tag_message(const ObjectId& object) const = 0;
};

}  // namespace relctl::plan
