// SPDX-License-Identifier: MIT
#include "git/handles.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"

namespace relctl::git {

Library::Library() {
  check(git_libgit2_init(), "start libgit2");
  std::array<const char*, 2> extensions{"worktreeconfig", "preciousobjects"};
  git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions.data(), extensions.size());
  // As git reads: what is fetched or pushed is hashed on its way in, not again at each look.
  git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

Library::~Library() {
  git_libgit2_shutdown();
}

git_oid to_oid(const ObjectId& id) {
  git_oid oid{};
  std::copy(id.bytes().begin(), id.bytes().end(), oid.id);
  return oid;
}

ObjectId to_id(const git_oid& oid) {
  std::array<std::uint8_t, 20> bytes{};
  std::copy_n(oid.id, bytes.size(), bytes.begin());
  return ObjectId(bytes);
}

std::string last_words() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "unknown failure";
}

void check(int result, const std::string& doing) {
  if (result < 0) throw Error(ErrorKind::system, "cannot " + doing + ": " + last_words());
}

CommitHandle lookup_commit(Handles& handles, const ObjectId& id) {
  const git_oid oid = to_oid(id);
  git_commit* commit = nullptr;
  check(git_commit_lookup(&commit, handles.repository.get(), &oid),
        "read commit " + id.short_hex());
  return CommitHandle(commit);
}

TreeHandle lookup_tree(Handles& handles, const ObjectId& id) {
  const git_oid oid = to_oid(id);
  git_tree* tree = nullptr;
  int result = git_tree_lookup(&tree, handles.repository.get(), &oid);
  if (result == GIT_ENOTFOUND && handles.missing->fetch(id)) {
    result = git_tree_lookup(&tree, handles.repository.get(), &oid);
  }
  check(result, "read tree " + id.short_hex());
  return TreeHandle(tree);
}

ObjectId tree_of(Handles& handles, const ObjectId& commit) {
  return to_id(*git_commit_tree_id(lookup_commit(handles, commit).get()));
}

}  // namespace relctl::git
