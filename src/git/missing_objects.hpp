// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include "process/run.hpp"
#include "tree/object_id.hpp"

namespace relctl::git {

/// Gets the objects that a partial clone left on the server, which libgit2 never does: by one
/// `git cat-file` that lives as long as this. git fetches what it is asked for into the repository.
class MissingObjects {
 public:
  /// `command` runs `git cat-file --batch-check` in the repository; it is started when needed.
  explicit MissingObjects(process::Command command) : command_(std::move(command)) {}

  /// True when the object is in the repository now.
  bool fetch(const ObjectId& id);

 private:
  process::Command command_;
  std::unique_ptr<process::Pipe> pipe_;
};

}  // namespace relctl::git
