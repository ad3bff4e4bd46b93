// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tree/object_id.hpp"

namespace relctl::git {

/// What a walk needs of a commit.
struct Link {
  std::vector<ObjectId> parents;
  std::int64_t time = 0;  ///< committer's
};

/// Commits by small numbers, each read once, when it is first asked for.
class CommitGraph {
 public:
  using Number = std::uint32_t;
  struct Node {
    ObjectId id;
    bool read = false;
    bool boundary = false;  ///< of a shallow clone: its parents are not known
    std::int64_t time = 0;
    std::vector<Number> parents;
  };
  /// Nothing for a commit that is not in the repository.
  using Reader = std::function<std::optional<Link>(const ObjectId&)>;

  CommitGraph(Reader reader, std::unordered_set<ObjectId, ObjectIdHash> boundary)
      : reader_(std::move(reader)), boundary_(std::move(boundary)) {}

  /// The number of a commit; nothing when it is not in the repository.
  std::optional<Number> find(const ObjectId& id);
  /// find, where absence is Error(system).
  Number require(const ObjectId& id);
  /// Throws Error(system) when the commit is missing although a child of it is there.
  const Node& node(Number number);
  /// The repository is a shallow clone.
  [[nodiscard]] bool has_boundary() const { return !boundary_.empty(); }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
  Number number_of(const ObjectId& id);
  bool read(Number number);

  Reader reader_;
  std::unordered_set<ObjectId, ObjectIdHash> boundary_;
  std::unordered_map<ObjectId, Number, ObjectIdHash> numbers_;
  std::vector<Node> nodes_;
};

}  // namespace relctl::git
