// SPDX-License-Identifier: MIT
#include "git/repository.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/configuration.hpp"
#include "git/git_history.hpp"
#include "git/handles.hpp"
#include "git/open.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

std::string without_slash(const char* directory) {
  std::string result = directory;
  while (result.size() > 1 && result.back() == '/')
    result.pop_back();
  return result;
}

/// Nothing for a ref that does not exist or that leads to one that does not.
ReferenceHandle lookup_resolved(Handles& handles, const std::string& name) {
  git_reference* reference = nullptr;
  const int found = git_reference_lookup(&reference, handles.repository.get(), name.c_str());
  if (found == GIT_ENOTFOUND || found == GIT_EINVALIDSPEC) return nullptr;
  check(found, "read the ref " + name);
  const ReferenceHandle owner(reference);
  git_reference* direct = nullptr;
  const int resolved = git_reference_resolve(&direct, reference);
  if (resolved == GIT_ENOTFOUND) return nullptr;
  check(resolved, "resolve the ref " + name);
  return ReferenceHandle(direct);
}

/// The object that a direct tag ref names in the end: packed-refs knows it without a look-up.
std::optional<ObjectId> peeled_commit(Handles& handles, const git_reference* reference) {
  if (const git_oid* peeled = git_reference_target_peel(reference); peeled != nullptr) {
    std::size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    if (git_odb_read_header(&size, &type, handles.odb.get(), peeled) < 0) return std::nullopt;
    if (type != GIT_OBJECT_COMMIT) return std::nullopt;
    return to_id(*peeled);
  }
  git_object* commit = nullptr;
  if (git_reference_peel(&commit, reference, GIT_OBJECT_COMMIT) < 0) return std::nullopt;
  const ObjectHandle owner(commit);
  return to_id(*git_object_id(commit));
}

}  // namespace

Repository::Repository(std::shared_ptr<Handles> handles) : handles_(std::move(handles)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Repository Repository::open(const std::string& directory) {
  return Repository(open_handles(directory));
}

Repository Repository::open_from_environment(const std::string& directory) {
  return Repository(open_environment_handles(directory));
}

std::string Repository::git_directory() const {
  return without_slash(git_repository_path(handles_->repository.get()));
}

std::string Repository::common_directory() const {
  return without_slash(git_repository_commondir(handles_->repository.get()));
}

std::optional<std::string> Repository::work_tree() const {
  const char* directory = git_repository_workdir(handles_->repository.get());
  if (directory == nullptr) return std::nullopt;
  return without_slash(directory);
}

std::optional<ObjectId> Repository::head() const {
  return ref("HEAD");
}

std::optional<std::string> Repository::head_branch() const {
  const std::optional<std::string> target = leads_to("HEAD");
  return target ? plan::branch_of(*target) : std::nullopt;
}

std::optional<std::string> Repository::leads_to(const std::string& name) const {
  git_reference* reference = nullptr;
  check(git_reference_lookup(&reference, handles_->repository.get(), name.c_str()),
        "read the ref " + name);
  const ReferenceHandle owner(reference);
  const char* target = git_reference_symbolic_target(reference);
  return target == nullptr ? std::nullopt : std::optional<std::string>(target);
}

std::vector<std::string> Repository::remote_refs(std::string_view branch) const {
  constexpr std::string_view prefix = "refs/remotes/";
  git_reference_iterator* iterator = nullptr;
  check(git_reference_iterator_glob_new(&iterator, handles_->repository.get(), "refs/remotes/*"),
        "list the branches of remotes");
  const ReferencesHandle owner(iterator);
  std::vector<std::string> refs;
  const char* next = nullptr;
  int result = 0;
  while ((result = git_reference_next_name(&next, iterator)) == 0) {
    const std::string_view name = next;
    const std::string_view rest = name.substr(prefix.size());
    if (rest.substr(std::min(rest.find('/'), rest.size() - 1) + 1) == branch)
      refs.emplace_back(name);
  }
  if (result != GIT_ITEROVER) check(result, "list the branches of remotes");
  std::sort(refs.begin(), refs.end());
  return refs;
}

std::optional<ObjectId> Repository::ref(std::string_view name) const {
  const ReferenceHandle reference = lookup_resolved(*handles_, std::string(name));
  if (!reference) return std::nullopt;
  return to_id(*git_reference_target(reference.get()));
}

std::vector<plan::Tag> Repository::tags() const {
  constexpr std::string_view prefix = "refs/tags/";
  git_reference_iterator* iterator = nullptr;
  check(git_reference_iterator_glob_new(&iterator, handles_->repository.get(), "refs/tags/*"),
        "list the tags");
  const ReferencesHandle owner(iterator);
  std::vector<plan::Tag> tags;
  git_reference* next = nullptr;
  int result = 0;
  while ((result = git_reference_next(&next, iterator)) == 0) {
    const ReferenceHandle reference(next);
    const git_oid* target = git_reference_target(next);
    if (target == nullptr) continue;
    const std::optional<ObjectId> commit = peeled_commit(*handles_, next);
    if (!commit) continue;
    const std::string_view name = git_reference_name(next);
    tags.push_back({std::string(name.substr(prefix.size())), to_id(*target), *commit, false});
  }
  if (result != GIT_ITEROVER) check(result, "list the tags");
  return tags;
}

ObjectId Repository::resolve_commit(const std::string& revision) const {
  git_object* object = nullptr;
  if (git_revparse_single(&object, handles_->repository.get(), revision.c_str()) < 0) {
    throw Error(ErrorKind::usage, "there is no commit \"" + revision + "\" in this repository");
  }
  const ObjectHandle owner(object);
  git_object* commit = nullptr;
  if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0) {
    throw Error(ErrorKind::usage, "\"" + revision + "\" is not a commit");
  }
  const ObjectHandle commit_owner(commit);
  return to_id(*git_object_id(commit));
}

bool Repository::has_object(const ObjectId& id) const {
  const git_oid oid = to_oid(id);
  return git_odb_exists(handles_->odb.get(), &oid) == 1;
}

bool Repository::is_shallow() const {
  return git_repository_is_shallow(handles_->repository.get()) == 1;
}

std::optional<std::string> Repository::config(const std::string& key) const {
  return configured(*handles_, key);
}

std::vector<std::string> Repository::remotes() const {
  git_strarray names{};
  check(git_remote_list(&names, handles_->repository.get()), "read the names of the remotes");
  const std::unique_ptr<git_strarray, Freed<git_strarray_dispose>> owner(&names);
  std::vector<std::string> remotes(names.strings, names.strings + names.count);
  std::sort(remotes.begin(), remotes.end());
  return remotes;
}

std::shared_ptr<const plan::History> Repository::history() const {
  return open_history(*handles_);
}

}  // namespace relctl::git
