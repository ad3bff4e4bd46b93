// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "tree/tree.hpp"

namespace relctl::plan {

/// A tree with edits on top of it: later steps see earlier ones, the tree below stays as it is.
/// Ids of edited entries are git's (SHA-1 of blob and tree objects).
class Draft final : public Tree {
 public:
  explicit Draft(std::shared_ptr<const Tree> base) : base_(std::move(base)) {}

  /// Gives the file at `path` these bytes; a new one is a plain file, another keeps its mode.
  /// Throws Error(input) where the path is no good, or a directory or a file is in its way.
  void write(const std::string& path, std::string content);
  void write(const std::vector<FileContent>& files);
  /// Deletes the file at `path`, if there is one.
  void remove(const std::string& path);
  /// Writes and deletes files as `edits` say, whatever stood there before. Throws as write().
  void apply(const std::vector<FileEdit>& edits);

  /// What differs from the tree below, in order of path.
  [[nodiscard]] std::vector<FileEdit> edits() const;

  [[nodiscard]] std::optional<Entry> find(std::string_view path) const override;
  /// An edited directory's id is that of all in it: this goes without.
  [[nodiscard]] std::optional<Mode> mode(std::string_view path) const override;
  [[nodiscard]] std::string read(std::string_view path) const override;
  [[nodiscard]] std::vector<Entry> list(std::string_view directory) const override;

 private:
  [[nodiscard]] bool has_change_below(std::string_view directory) const;
  [[nodiscard]] Mode mode_of(std::string_view path) const;

  std::shared_ptr<const Tree> base_;
  std::map<std::string, std::optional<std::string>, std::less<>> changes_;
};

/// The id that git gives a file with this content.
ObjectId blob_id(std::string_view content);

/// A plan of one commit on `parent` that makes `edits` to its tree; it moves no ref yet.
Plan commit_on(const ObjectId& parent, std::vector<FileEdit> edits, std::string message);

}  // namespace relctl::plan
