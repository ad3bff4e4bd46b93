// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/object_id.hpp"

namespace relctl {

/// What a tree entry is, with git's file mode as value.
enum class Mode : std::uint32_t {
  directory = 0040000,
  file = 0100644,
  executable = 0100755,
  symlink = 0120000,
  submodule = 0160000,
};

/// One name in a directory of a tree.
struct Entry {
  std::string name;  ///< without directory
  Mode mode = Mode::file;
  ObjectId id;  ///< equal ids mean equal content, directories included
  bool operator==(const Entry&) const = default;
};

/// A file and the bytes it gets.
struct FileContent {
  std::string path;
  std::string content;
  bool operator==(const FileContent&) const = default;
};

/// A read-only view of a tree of files: a git tree, or files in memory. Paths use `/`, are
/// relative to the root, and "" is the root itself.
class Tree {
 public:
  Tree() = default;
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  virtual ~Tree() = default;

  /// The entry at `path`; nothing where there is none. Symbolic links are never followed.
  [[nodiscard]] virtual std::optional<Entry> find(std::string_view path) const = 0;
  /// What stands at `path`; nothing where there is none. Where ids are made when they are asked for
  /// it costs less than find().
  [[nodiscard]] virtual std::optional<Mode> mode(std::string_view path) const {
    const auto entry = find(path);
    return entry ? std::optional(entry->mode) : std::nullopt;
  }
  /// The bytes of the file at `path` (the target's text for a symbolic link). Throws Error(input)
  /// when there is no such file.
  [[nodiscard]] virtual std::string read(std::string_view path) const = 0;
  /// The entries of `directory` in byte order of their names; none when it is no directory.
  [[nodiscard]] virtual std::vector<Entry> list(std::string_view directory) const = 0;
};

}  // namespace relctl
