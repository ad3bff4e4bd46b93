// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include <git2.h>

#include "git/missing_objects.hpp"
#include "git/raw_tree.hpp"
#include "git/repository.hpp"

namespace relctl::git {

/// Frees a libgit2 object with the function that libgit2 names for its type.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using RepositoryHandle = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using OdbHandle = std::unique_ptr<git_odb, Freed<git_odb_free>>;
using OdbObjectHandle = std::unique_ptr<git_odb_object, Freed<git_odb_object_free>>;
using CommitHandle = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using TreeHandle = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using TagHandle = std::unique_ptr<git_tag, Freed<git_tag_free>>;
using ObjectHandle = std::unique_ptr<git_object, Freed<git_object_free>>;
using ReferenceHandle = std::unique_ptr<git_reference, Freed<git_reference_free>>;
using ReferencesHandle =
    std::unique_ptr<git_reference_iterator, Freed<git_reference_iterator_free>>;
using ConfigHandle = std::unique_ptr<git_config, Freed<git_config_free>>;
using SignatureHandle = std::unique_ptr<git_signature, Freed<git_signature_free>>;
using TransactionHandle = std::unique_ptr<git_transaction, Freed<git_transaction_free>>;
using PatchHandle = std::unique_ptr<git_patch, Freed<git_patch_free>>;
using WorktreeHandle = std::unique_ptr<git_worktree, Freed<git_worktree_free>>;

/// A git_buf that frees itself.
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { git_buf_dispose(&buffer_); }
  git_buf* get() { return &buffer_; }
  [[nodiscard]] std::string str() const { return {buffer_.ptr, buffer_.size}; }

 private:
  git_buf buffer_ = GIT_BUF_INIT;
};

/// libgit2 is initialised while one of these lives, and accepts the repository extensions that its
/// old versions would refuse for no reason.
class Library {
 public:
  Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  ~Library();
};

/// libgit2's handles of one repository: shared by the Repository and what reads on after it.
struct Repository::Handles : std::enable_shared_from_this<Repository::Handles> {
  Library library;
  RepositoryHandle repository;
  OdbHandle odb;
  bool from_environment = false;  ///< opened by a hook's GIT_DIR and its like
  std::unique_ptr<MissingObjects> missing;
  RawTrees trees{};
  /// What `git config` says, by normal key; nothing where libgit2 reads all that git does.
  std::optional<std::map<std::string, std::string>> settings;
};

using Handles = Repository::Handles;

git_oid to_oid(const ObjectId& id);
ObjectId to_id(const git_oid& oid);

/// libgit2's words on the failure that just happened.
std::string last_words();

/// Throws Error(system) "cannot DOING: libgit2's words" for a negative `result`.
void check(int result, const std::string& doing);

/// The commit object, in its parsed form. Throws Error(system) when it is not there.
CommitHandle lookup_commit(Handles& handles, const ObjectId& id);
/// The tree object; a partial clone's is fetched when it is missing.
TreeHandle lookup_tree(Handles& handles, const ObjectId& id);
/// The id of the commit's tree.
ObjectId tree_of(Handles& handles, const ObjectId& commit);

/// The tree object `id` as a Tree. It keeps the handles.
std::shared_ptr<const Tree> open_tree(Handles& handles, const ObjectId& id);

}  // namespace relctl::git
