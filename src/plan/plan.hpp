// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::plan {

/// One file before and after: whole bytes, not intents.
struct FileEdit {
  std::string path;
  Mode mode = Mode::file;
  std::optional<std::string> before;  ///< nothing: the file is created
  std::optional<std::string> after;   ///< nothing: the file is deleted
  bool operator==(const FileEdit&) const = default;
};

/// The commit that an earlier (or this) plan of the same operation creates, by its index.
struct Created {
  std::size_t plan = 0;
  bool operator==(const Created&) const = default;
};

/// A commit that exists, or one that the operation creates.
using CommitRef = std::variant<ObjectId, Created>;

/// A branch to be moved. `name` is the full ref name. The move happens only if the ref has the
/// value `expected`; nothing means that it must not exist.
struct RefMove {
  std::string name;
  std::optional<ObjectId> expected;
  CommitRef target;
  bool operator==(const RefMove&) const = default;
};

/// An annotated tag to be made; `name` is short and must not exist.
struct NewTag {
  std::string name;
  CommitRef target;
  std::string message;
  bool operator==(const NewTag&) const = default;
};

/// One commit (or none, where only tags or refs move) and what names it. apply() carries it out
/// and decides nothing; a plan whose expectations fail is computed anew, never merged.
struct Plan {
  std::vector<CommitRef> parents;      ///< of the new commit
  std::optional<CommitRef> base;       ///< the commit whose tree is edited
  std::vector<FileEdit> edits;         ///< in order of path
  std::optional<std::string> message;  ///< of the commit; nothing: no commit is made
  std::vector<RefMove> refs;
  std::vector<NewTag> tags;
  bool operator==(const Plan&) const = default;
};

}  // namespace relctl::plan
