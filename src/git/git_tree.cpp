// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/error.hpp"
#include "git/handles.hpp"
#include "tree/path.hpp"

namespace relctl::git {
namespace {

Mode mode_of(git_filemode_t mode) {
  switch (mode) {
    case GIT_FILEMODE_TREE:
      return Mode::directory;
    case GIT_FILEMODE_BLOB_EXECUTABLE:
      return Mode::executable;
    case GIT_FILEMODE_LINK:
      return Mode::symlink;
    case GIT_FILEMODE_COMMIT:
      return Mode::submodule;
    default:
      return Mode::file;
  }
}

/// A tree object and the trees below it, each read once.
class ObjectTree final : public Tree {
 public:
  ObjectTree(Handles& handles, const ObjectId& root) : handles_(handles), root_(root) {}

  [[nodiscard]] std::optional<Entry> find(std::string_view path) const override {
    if (path.empty()) return Entry{"", Mode::directory, root_};
    const std::string_view directory = directory_of(path);
    const git_tree* tree = tree_at(directory);
    if (tree == nullptr) return std::nullopt;
    const std::string name(directory.empty() ? path : path.substr(directory.size() + 1));
    const git_tree_entry* entry = git_tree_entry_byname(tree, name.c_str());
    if (entry == nullptr) return std::nullopt;
    return entry_of(entry);
  }

  [[nodiscard]] std::string read(std::string_view path) const override {
    const std::optional<Entry> entry = find(path);
    if (!entry || entry->mode == Mode::directory || entry->mode == Mode::submodule) {
      throw Error(ErrorKind::input, "there is no file " + std::string(path));
    }
    const git_oid oid = to_oid(entry->id);
    git_odb_object* blob = nullptr;
    int result = git_odb_read(&blob, handles_.odb.get(), &oid);
    if (result == GIT_ENOTFOUND && handles_.missing->fetch(entry->id)) {
      result = git_odb_read(&blob, handles_.odb.get(), &oid);
    }
    check(result, "read " + std::string(path));
    const OdbObjectHandle owner(blob);
    return {static_cast<const char*>(git_odb_object_data(blob)), git_odb_object_size(blob)};
  }

  [[nodiscard]] std::vector<Entry> list(std::string_view directory) const override {
    std::vector<Entry> entries;
    const git_tree* tree = tree_at(directory);
    if (tree == nullptr) return entries;
    const std::size_t count = git_tree_entrycount(tree);
    entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      entries.push_back(entry_of(git_tree_entry_byindex(tree, i)));
    }
    // git sorts a directory as if its name ended with a slash.
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
  }

 private:
  static Entry entry_of(const git_tree_entry* entry) {
    return Entry{git_tree_entry_name(entry), mode_of(git_tree_entry_filemode(entry)),
                 to_id(*git_tree_entry_id(entry))};
  }

  /// Nothing where there is no such directory.
  const git_tree* tree_at(std::string_view directory) const {
    const auto known = trees_.find(std::string(directory));
    if (known != trees_.end()) return known->second.get();
    const std::optional<Entry> entry = find(directory);
    TreeHandle tree;
    if (entry && entry->mode == Mode::directory) tree = lookup_tree(handles_, entry->id);
    return trees_.emplace(directory, std::move(tree)).first->second.get();
  }

  Handles& handles_;
  ObjectId root_;
  mutable std::unordered_map<std::string, TreeHandle> trees_;
};

}  // namespace

std::shared_ptr<const Tree> open_tree(Handles& handles, const ObjectId& id) {
  return std::make_shared<ObjectTree>(handles, id);
}

}  // namespace relctl::git
