// SPDX-License-Identifier: MIT
#include "git/commit_graph.hpp"

#include "base/error.hpp"

namespace relctl::git {

CommitGraph::Number CommitGraph::number_of(const ObjectId& id) {
  const auto [known, added] = numbers_.emplace(id, static_cast<Number>(nodes_.size()));
  if (added) nodes_.push_back(Node{id, false, false, 0, {}});
  return known->second;
}

bool CommitGraph::read(Number number) {
  if (nodes_[number].read) return true;
  const ObjectId id = nodes_[number].id;
  const std::optional<Link> link = reader_(id);
  if (!link) return false;
  std::vector<Number> parents;
  const bool boundary = boundary_.count(id) != 0;
  if (!boundary) {
    for (const ObjectId& parent : link->parents)
      parents.push_back(number_of(parent));
  }
  nodes_[number] = Node{id, true, boundary, link->time, std::move(parents)};
  return true;
}

std::optional<CommitGraph::Number> CommitGraph::find(const ObjectId& id) {
  const Number number = number_of(id);
  if (!read(number)) return std::nullopt;
  return number;
}

CommitGraph::Number CommitGraph::require(const ObjectId& id) {
  const Number number = number_of(id);
  node(number);
  return number;
}

const CommitGraph::Node& CommitGraph::node(Number number) {
  if (!read(number)) {
    throw Error(ErrorKind::system, "the repository lacks the commit " + nodes_[number].id.hex())
        .hint("git fsck tells what else is missing; git fetch may bring it back");
  }
  return nodes_[number];
}

}  // namespace relctl::git
