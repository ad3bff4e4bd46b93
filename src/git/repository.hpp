// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/history.hpp"
#include "plan/plan.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "tree/object_id.hpp"

namespace relctl::git {

/// A repository on disk: a work tree, a linked work tree or a bare one. Objects, refs and
/// configuration go through libgit2, whose handles it shares with the histories that it opened.
class Repository {
 public:
  /// Opens the repository that holds `directory`. Throws Error(system), with the way out, for none,
  /// for one owned by somebody else (safe.directory), and for formats that libgit2 cannot read
  /// (SHA-256, reftable).
  static Repository open(const std::string& directory);
  /// The same for a program that git calls (a hook): GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and the
  /// object directories of git's quarantine are honoured, also by run_git, if GIT_DIR is set.
  /// open() ignores them all.
  static Repository open_from_environment(const std::string& directory);

  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  [[nodiscard]] std::string git_directory() const;  ///< of this work tree; absolute
  [[nodiscard]] std::string common_directory()
      const;  ///< shared by all linked work trees; absolute
  [[nodiscard]] std::optional<std::string> work_tree() const;  ///< nothing for a bare repository

  /// The commit that HEAD names; nothing before the first commit.
  [[nodiscard]] std::optional<ObjectId> head() const;
  /// Short name of the branch that is checked out; nothing when HEAD is detached.
  [[nodiscard]] std::optional<std::string> head_branch() const;
  /// The object that the full ref name names, tags not peeled; nothing when there is none.
  [[nodiscard]] std::optional<ObjectId> ref(std::string_view name) const;
  /// The full name of the ref that the symbolic ref `name` leads to; nothing for any other ref.
  [[nodiscard]] std::optional<std::string> leads_to(const std::string& name) const;
  /// The refs `refs/remotes/REMOTE/branch` of all remotes that were heard of, in byte order.
  [[nodiscard]] std::vector<std::string> remote_refs(std::string_view branch) const;
  /// Every tag with the commit that it names; tags of other things than commits are left out.
  [[nodiscard]] std::vector<plan::Tag> tags() const;
  /// The commit that a revision (`HEAD~2`, a tag, a hash) names. Throws Error(usage) for none.
  [[nodiscard]] ObjectId resolve_commit(const std::string& revision) const;
  /// True when the object is in the repository.
  [[nodiscard]] bool has_object(const ObjectId& id) const;
  [[nodiscard]] bool is_shallow() const;

  /// A configuration value as git resolves it, from all its files, included ones and
  /// GIT_CONFIG_COUNT's too; nothing when it is not set.
  [[nodiscard]] std::optional<std::string> config(const std::string& key) const;

  /// The names of its remotes, sorted.
  [[nodiscard]] std::vector<std::string> remotes() const;

  /// Commits and trees of this repository; they may outlive the Repository, whose handles
  /// they keep. Its answers are
  /// exact, whatever the commits' clocks say, and cost what lies between the commits asked about,
  /// not the whole history. It throws ShallowError (git/shallow_error.hpp) where the clone is too
  /// shallow to tell.
  [[nodiscard]] std::shared_ptr<const plan::History> history() const;

  struct Handles;  ///< libgit2's, for the other files of git/
  [[nodiscard]] Handles& handles() const { return *handles_; }

 private:
  explicit Repository(std::shared_ptr<Handles> handles);
  std::shared_ptr<Handles> handles_;
};

}  // namespace relctl::git
