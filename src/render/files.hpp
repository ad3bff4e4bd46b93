// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tree/tree.hpp"

namespace relctl::render {

/// A file or folder, symbolic links followed.
struct Found {
  std::string path;  ///< from the tree's root, no link on the way
  Mode mode = Mode::file;
  ObjectId id;
};

/// Reads files of a tree and keeps account of them.
class Files {
 public:
  static constexpr std::size_t file_limit = 64U << 20U;

  /// `shown` makes of a path what messages call it.
  Files(const Tree& tree, std::function<std::string(std::string_view)> shown)
      : tree_(tree), shown_(std::move(shown)) {}

  /// What is at `path`, which may lead through symbolic links; nothing where there is nothing.
  /// Throws Error(input) for a path or link that leaves the tree.
  [[nodiscard]] std::optional<Found> find(std::string_view path) const;
  /// The bytes of a file that find() gave. Throws Error(input) beyond file_limit.
  const std::string& read(const Found& file);

  /// The files that were read, with their ids, in order of path.
  [[nodiscard]] const std::map<std::string, ObjectId>& inputs() const { return inputs_; }
  [[nodiscard]] std::string shown(std::string_view path) const { return shown_(path); }

  /// Notes that a name was followed which leads up, starts at the root, or is a link: elsewhere it
  /// may lead to something else.
  void bind_to_place() const { is_movable_ = false; }
  /// False once bind_to_place() was called.
  [[nodiscard]] bool is_movable() const { return is_movable_; }

 private:
  const Tree& tree_;
  std::function<std::string(std::string_view)> shown_;
  std::map<std::string, ObjectId> inputs_;
  std::unordered_map<std::string, std::string> contents_;
  mutable std::unordered_map<std::string, std::optional<Found>> found_;
  mutable bool is_movable_ = true;
};

/// The folder of one kustomization, and those on the way to it.
class Folder {
 public:
  Folder(std::string path, const Folder* parent, Files& files, bool restricted)
      : path_(std::move(path)), parent_(parent), files_(files), restricted_(restricted) {}

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Files& files() const { return files_; }

  /// The file called `name` here. Throws Error(input) for URLs, absent files, folders, and files
  /// outside of this folder, where that is not allowed.
  [[nodiscard]] Found file(std::string_view name) const;
  /// True when `name` leads to a folder.
  [[nodiscard]] bool is_folder(std::string_view name) const;
  /// The folder called `name` here. Throws Error(input) for URLs, absolute paths, what is no
  /// folder, and folders that hold this one or one on the way to it.
  [[nodiscard]] Folder enter(std::string_view name) const;
  /// True for a file that may be read here: with restricted loads one in or below this folder.
  [[nodiscard]] bool may_read(const Found& file) const;
  /// The path of `name`, seen from here.
  [[nodiscard]] std::string resolve(std::string_view name) const;

 private:
  std::string path_;
  const Folder* parent_;
  Files& files_;
  bool restricted_;
};

/// True for what kustomize would fetch: a URL, a Git address, github.com/… .
bool is_remote(std::string_view name);

}  // namespace relctl::render
