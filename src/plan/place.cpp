// SPDX-License-Identifier: MIT
#include "plan/place.hpp"

#include "tree/memory_tree.hpp"

namespace relctl::plan {

bool is_on_target(const config::Environment& environment, const Snapshot& snapshot) {
  if (environment.repository.value_or("") != snapshot.repository) return false;
  if (environment.branch) return *environment.branch == snapshot.branch;
  if (!snapshot.repository.empty()) {
    return snapshot.default_branch.value_or(snapshot.branch) == snapshot.branch;
  }
  return !snapshot.origin || snapshot.origin->repository != snapshot.repository;
}

std::optional<Place> place_of(const config::Environment& environment, const Snapshot& snapshot) {
  if (is_on_target(environment, snapshot)) {
    return Place{snapshot.history, snapshot.branch, tip_of(snapshot)};
  }
  if (snapshot.origin) {
    if (auto place = place_of(environment, *snapshot.origin)) return place;
  }
  if (environment.branch && environment.repository.value_or("") == snapshot.repository) {
    const auto tip = snapshot.branches.find(*environment.branch);
    if (tip != snapshot.branches.end()) {
      return Place{snapshot.history, *environment.branch, tip->second};
    }
  }
  const auto found = snapshot.elsewhere.find(environment.name);
  return found == snapshot.elsewhere.end() ? std::nullopt : std::optional(found->second);
}

const Snapshot& origin_of(const Snapshot& snapshot) {
  return snapshot.origin ? *snapshot.origin : snapshot;
}

ObjectId tip_of(const Snapshot& snapshot) {
  return snapshot.tip.value_or(snapshot.source);
}

std::shared_ptr<const Tree> tree_at(const Place& place) {
  if (!place.tip) return std::make_shared<MemoryTree>();
  return place.history->tree(*place.tip);
}

std::shared_ptr<const Tree> tree_of(const config::Environment& environment,
                                    const Snapshot& snapshot,
                                    const std::shared_ptr<const Tree>& draft) {
  if (is_on_target(environment, snapshot)) return draft;
  return tree_at(place_of(environment, snapshot).value_or(Place{}));
}

}  // namespace relctl::plan
