// SPDX-License-Identifier: MIT
#include "git/git_history.hpp"

#include <array>
#include <fstream>
#include <unordered_map>
#include <unordered_set>

#include "base/error.hpp"
#include "git/commit_graph.hpp"
#include "git/shallow_error.hpp"
#include "git/text_merge.hpp"
#include "git/walk.hpp"

namespace relctl::git {
namespace {

/// git's list of commits whose parents a shallow clone lacks.
std::unordered_set<ObjectId, ObjectIdHash> boundary_of(const Handles& handles) {
  std::unordered_set<ObjectId, ObjectIdHash> boundary;
  std::ifstream file(std::string(git_repository_commondir(handles.repository.get())) + "shallow");
  for (std::string line; std::getline(file, line);) {
    if (const auto id = ObjectId::parse(line)) boundary.insert(*id);
  }
  return boundary;
}

std::optional<Link> read_link(Handles& handles, const ObjectId& id) {
  const git_oid oid = to_oid(id);
  git_commit* commit = nullptr;
  const int result = git_commit_lookup(&commit, handles.repository.get(), &oid);
  if (result == GIT_ENOTFOUND) return std::nullopt;
  check(result, "read commit " + id.short_hex());
  const CommitHandle owner(commit);
  Link link;
  link.time = git_commit_time(commit);
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i) {
    link.parents.push_back(to_id(*git_commit_parent_id(commit, i)));
  }
  return link;
}

std::string text(const char* words) {
  return words == nullptr ? std::string() : words;
}

plan::Commit read_commit(Handles& handles, const ObjectId& id) {
  const CommitHandle handle = lookup_commit(handles, id);
  const git_commit* const source = handle.get();
  plan::Commit commit;
  commit.id = id;
  for (unsigned i = 0; i < git_commit_parentcount(source); ++i) {
    commit.parents.push_back(to_id(*git_commit_parent_id(source, i)));
  }
  commit.message = text(git_commit_message_raw(source));
  commit.author_name = text(git_commit_author(source)->name);
  commit.author_email = text(git_commit_author(source)->email);
  commit.time = git_commit_time(source);
  return commit;
}

/// libgit2 does not know where a shallow clone ends: it misses the parents' objects there.
std::vector<ObjectId> best_common_ancestors(const Handles& handles, const ObjectId& one,
                                            const ObjectId& other, bool is_shallow) {
  const git_oid first = to_oid(one);
  const git_oid second = to_oid(other);
  git_oidarray found{};
  const int result = git_merge_bases(&found, handles.repository.get(), &first, &second);
  if (result < 0 && is_shallow) throw ShallowError();
  std::vector<ObjectId> bases;
  if (result == GIT_ENOTFOUND) return bases;
  check(result, "find a merge base of " + one.short_hex() + " and " + other.short_hex());
  for (std::size_t i = 0; i < found.count; ++i)
    bases.push_back(to_id(found.ids[i]));
  git_oidarray_dispose(&found);
  return bases;
}

/// A tag's signature stands behind its message, in the same text.
std::string without_signature(const std::string& message) {
  static constexpr std::array<std::string_view, 4> openings{
      "-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----",
      "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----"};
  std::size_t end = message.size();
  for (const std::string_view opening : openings) {
    std::size_t place = message.find(opening);
    while (place != std::string::npos && place > 0 && message[place - 1] != '\n') {
      place = message.find(opening, place + 1);
    }
    end = std::min(end, place);
  }
  return message.substr(0, end);
}

class GitHistory final : public plan::History {
 public:
  explicit GitHistory(std::shared_ptr<Handles> handles)
      : handles_(std::move(handles)),
        graph_([this](const ObjectId& id) { return read_link(*handles_, id); },
               boundary_of(*handles_)) {}

  [[nodiscard]] plan::Commit commit(const ObjectId& id) const override {
    const auto known = commits_.find(id);
    if (known != commits_.end()) return known->second;
    return commits_.emplace(id, read_commit(*handles_, id)).first->second;
  }

  [[nodiscard]] std::shared_ptr<const Tree> tree(const ObjectId& commit) const override {
    const auto known = trees_.find(commit);
    if (known != trees_.end()) return known->second;
    return trees_.emplace(commit, open_tree(*handles_, tree_of(*handles_, commit))).first->second;
  }

  [[nodiscard]] std::vector<plan::Commit> log(const ObjectId& tip,
                                              const std::vector<ObjectId>& hidden) const override {
    std::vector<plan::Commit> result;
    for (const ObjectId& id : list_commits(graph_, tip, hidden))
      result.push_back(commit(id));
    return result;
  }

  [[nodiscard]] std::vector<plan::Commit> first_parents(const ObjectId& tip,
                                                        std::size_t most) const override {
    std::vector<plan::Commit> result;
    std::optional<ObjectId> next = tip;
    while (next && result.size() < most) {
      const CommitGraph::Node& node = graph_.node(graph_.require(*next));
      result.push_back(commit(node.id));
      if (node.boundary && result.size() < most) throw ShallowError();
      next.reset();
      if (!node.parents.empty()) next = result.back().parents.front();
    }
    return result;
  }

  [[nodiscard]] bool reaches(const ObjectId& tip, const ObjectId& ancestor) const override {
    const CommitGraph::Number start = graph_.require(tip);
    Ancestry& ancestry = ancestries_.try_emplace(start, graph_, start).first->second;
    if (const auto number = graph_.find(ancestor)) return ancestry.contains(*number);
    ancestry.require_whole();
    return false;
  }

  [[nodiscard]] std::vector<ObjectId> merge_bases(const ObjectId& one,
                                                  const ObjectId& other) const override {
    return best_common_ancestors(*handles_, one, other, graph_.has_boundary());
  }

  [[nodiscard]] std::vector<plan::TextMerge> merges(const std::string& base,
                                                    const std::string& ours,
                                                    const std::string& theirs) const override {
    return merge_texts(base, ours, theirs);
  }

  [[nodiscard]] std::optional<std::string> tag_message(const ObjectId& object) const override {
    const git_oid oid = to_oid(object);
    git_tag* tag = nullptr;
    if (git_tag_lookup(&tag, handles_->repository.get(), &oid) < 0) return std::nullopt;
    const TagHandle owner(tag);
    return without_signature(text(git_tag_message(tag)));
  }

 private:
  std::shared_ptr<Handles> handles_;
  mutable CommitGraph graph_;
  mutable std::unordered_map<ObjectId, plan::Commit, ObjectIdHash> commits_;
  mutable std::unordered_map<ObjectId, std::shared_ptr<const Tree>, ObjectIdHash> trees_;
  mutable std::unordered_map<CommitGraph::Number, Ancestry> ancestries_;
};

}  // namespace

std::shared_ptr<const plan::History> open_history(Handles& handles) {
  return std::make_shared<GitHistory>(handles.shared_from_this());
}

}  // namespace relctl::git
