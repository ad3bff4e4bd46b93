// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "tree/tree.hpp"

namespace relctl {

/// A tree of files in memory, for tests and for previews without a repository. Ids are derived
/// from the content and are not git's.
class MemoryTree final : public Tree {
 public:
  struct File {
    std::string content;
    Mode mode = Mode::file;
    bool operator==(const File&) const = default;
  };

  MemoryTree() = default;
  /// `files` maps paths to contents; directories exist where a path needs them.
  explicit MemoryTree(std::map<std::string, File> files) : files_(std::move(files)) {}

  /// Adds or replaces the file at `path`.
  void put(std::string path, std::string content, Mode mode = Mode::file);

  [[nodiscard]] std::optional<Entry> find(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::vector<Entry> list(std::string_view directory) const override;

 private:
  std::map<std::string, File> files_;
};

}  // namespace relctl
