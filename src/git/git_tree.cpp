// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "git/handles.hpp"
#include "tree/path.hpp"

namespace relctl::git {
namespace {

/// The object `id`; a partial clone's is fetched when it is missing.
OdbObjectHandle read_object(Handles& handles, const ObjectId& id, const std::string& doing) {
  const git_oid oid = to_oid(id);
  git_odb_object* object = nullptr;
  int result = git_odb_read(&object, handles.odb.get(), &oid);
  if (result == GIT_ENOTFOUND && handles.missing->fetch(id)) {
    result = git_odb_read(&object, handles.odb.get(), &oid);
  }
  check(result, doing);
  return OdbObjectHandle(object);
}

std::string bytes_of(git_odb_object& object) {
  return {static_cast<const char*>(git_odb_object_data(&object)), git_odb_object_size(&object)};
}

/// The tree object `id`, from among those read last.
std::shared_ptr<const RawTree> read_tree(Handles& handles, const ObjectId& id) {
  if (auto kept = handles.trees.find(id)) return kept;
  const OdbObjectHandle object = read_object(handles, id, "read tree " + id.short_hex());
  if (git_odb_object_type(object.get()) != GIT_OBJECT_TREE) {
    throw Error(ErrorKind::system, id.hex() + " is no tree").hint("git fsck tells more");
  }
  auto tree = std::make_shared<const RawTree>(id, bytes_of(*object));
  handles.trees.keep(id, tree);
  return tree;
}

/// A tree object and the trees below it, read when they are asked about.
class ObjectTree final : public Tree {
 public:
  ObjectTree(std::shared_ptr<Handles> handles, const ObjectId& root)
      : handles_(std::move(handles)), root_(root) {}

  [[nodiscard]] std::optional<Entry> find(std::string_view path) const override {
    if (path.empty()) return Entry{"", Mode::directory, root_};
    const std::string_view directory = directory_of(path);
    const auto tree = tree_at(directory);
    if (!tree) return std::nullopt;
    return tree->find(directory.empty() ? path : path.substr(directory.size() + 1));
  }

  [[nodiscard]] std::string read(std::string_view path) const override {
    const std::optional<Entry> entry = find(path);
    if (!entry || entry->mode == Mode::directory || entry->mode == Mode::submodule) {
      throw Error(ErrorKind::input, "there is no file " + std::string(path));
    }
    return bytes_of(*read_object(*handles_, entry->id, "read " + std::string(path)));
  }

  [[nodiscard]] std::vector<Entry> list(std::string_view directory) const override {
    const auto tree = tree_at(directory);
    return tree ? tree->list() : std::vector<Entry>{};
  }

 private:
  /// Nothing where there is no such directory.
  std::shared_ptr<const RawTree> tree_at(std::string_view directory) const {
    auto tree = read_tree(*handles_, root_);
    while (!directory.empty()) {
      const std::size_t slash = std::min(directory.find('/'), directory.size());
      const std::optional<Entry> entry = tree->find(directory.substr(0, slash));
      if (!entry || entry->mode != Mode::directory) return nullptr;
      tree = read_tree(*handles_, entry->id);
      directory.remove_prefix(std::min(slash + 1, directory.size()));
    }
    return tree;
  }

  std::shared_ptr<Handles> handles_;
  ObjectId root_;
};

}  // namespace

std::shared_ptr<const Tree> open_tree(Handles& handles, const ObjectId& id) {
  return std::make_shared<ObjectTree>(handles.shared_from_this(), id);
}

}  // namespace relctl::git
