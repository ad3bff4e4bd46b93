// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "git/handles.hpp"
#include "git/text_merge.hpp"
#include "plan/history.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::plan {

using Files = std::map<std::string, std::string>;

inline std::shared_ptr<MemoryTree> tree_with(const Files& files) {
  auto tree = std::make_shared<MemoryTree>();
  for (const auto& [path, content] : files)
    tree->put(path, content);
  return tree;
}

/// Commits over trees in memory. Ids count up, so that the same calls give the same history.
class FakeHistory final : public History {
 public:
  /// Adds a commit.
  ObjectId add(const std::string& message, const std::vector<ObjectId>& parents,
               std::shared_ptr<const Tree> tree) {
    const ObjectId id = next_id();
    commits_[id] = {id, parents, message, "Ada", "ada@example.com", time_++};
    trees_[id] = std::move(tree);
    return id;
  }
  ObjectId add(const std::string& message, const std::vector<ObjectId>& parents,
               const Files& files) {
    return add(message, parents, tree_with(files));
  }

  /// Adds an annotated tag's object.
  ObjectId add_tag(const std::string& message) {
    const ObjectId id = next_id();
    tag_messages_[id] = message;
    return id;
  }

  [[nodiscard]] Commit commit(const ObjectId& id) const override { return commits_.at(id); }

  [[nodiscard]] std::shared_ptr<const Tree> tree(const ObjectId& commit) const override {
    return trees_.at(commit);
  }

  [[nodiscard]] std::vector<Commit> log(const ObjectId& tip,
                                        const std::vector<ObjectId>& hidden) const override {
    const std::set<ObjectId> wanted = ancestors({tip});
    const std::set<ObjectId> unwanted = ancestors(hidden);
    std::vector<Commit> result;
    // Parents are added before their children, so that ids descend from children to parents.
    for (auto id = wanted.rbegin(); id != wanted.rend(); ++id) {
      if (unwanted.count(*id) == 0) result.push_back(commits_.at(*id));
    }
    return result;
  }

  [[nodiscard]] std::vector<Commit> first_parents(const ObjectId& tip,
                                                  std::size_t most) const override {
    std::vector<Commit> result;
    for (ObjectId id = tip; result.size() < most; id = result.back().parents.front()) {
      result.push_back(commits_.at(id));
      if (result.back().parents.empty()) break;
    }
    return result;
  }

  [[nodiscard]] bool reaches(const ObjectId& tip, const ObjectId& ancestor) const override {
    ++reach_calls;
    return ancestors({tip}).count(ancestor) > 0;
  }

  [[nodiscard]] std::vector<ObjectId> merge_bases(const ObjectId& one,
                                                  const ObjectId& other) const override {
    const std::set<ObjectId> ours = ancestors({one});
    std::set<ObjectId> common;
    for (const ObjectId& id : ancestors({other})) {
      if (ours.count(id) > 0) common.insert(id);
    }
    std::vector<ObjectId> best;
    for (const ObjectId& id : common) {
      const auto is_below = [&](const ObjectId& each) {
        return each != id && ancestors({each}).count(id) > 0;
      };
      if (std::none_of(common.begin(), common.end(), is_below)) best.push_back(id);
    }
    return best;
  }

  [[nodiscard]] std::vector<TextMerge> merges(const std::string& base, const std::string& ours,
                                              const std::string& theirs) const override {
    return git::merge_texts(base, ours, theirs);
  }

  [[nodiscard]] std::optional<std::string> tag_message(const ObjectId& object) const override {
    const auto found = tag_messages_.find(object);
    return found == tag_messages_.end() ? std::nullopt : std::optional(found->second);
  }

  mutable std::size_t reach_calls = 0;

 private:
  git::Library library_;

  ObjectId next_id() {
    ++count_;
    std::array<std::uint8_t, 20> bytes{};
    bytes[18] = static_cast<std::uint8_t>(count_ / 256);
    bytes[19] = static_cast<std::uint8_t>(count_ % 256);
    return ObjectId(bytes);
  }

  [[nodiscard]] std::set<ObjectId> ancestors(std::vector<ObjectId> pending) const {
    std::set<ObjectId> seen;
    while (!pending.empty()) {
      const ObjectId id = pending.back();
      pending.pop_back();
      const auto commit = commits_.find(id);
      if (commit == commits_.end() || !seen.insert(id).second) continue;
      pending.insert(pending.end(), commit->second.parents.begin(), commit->second.parents.end());
    }
    return seen;
  }

  std::map<ObjectId, Commit> commits_;
  std::map<ObjectId, std::shared_ptr<const Tree>> trees_;
  std::map<ObjectId, std::string> tag_messages_;
  std::size_t count_ = 0;
  std::int64_t time_ = 1'700'000'000;
};

}  // namespace relctl::plan
