// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "process/descriptor.hpp"

namespace relctl::git {

/// Holds git's lock on an index, `index.lock`, so that no git command touches index or files
/// meanwhile. The lock file says that it is relctl's and carries a lock of the system, which ends
/// with the process: a killed run's lock file is taken over by the next run. A foreign one is
/// waited for and never removed.
class IndexLock {
 public:
  /// Waits 2 s for a foreign lock; then throws Error(system) with its name and age.
  explicit IndexLock(const std::string& git_directory);
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;
  ~IndexLock();

  /// A copy of the index to work on through GIT_INDEX_FILE. It goes away with this lock.
  std::string make_private_index();
  /// The private index becomes the index.
  void replace_index();

 private:
  bool acquire();
  void remove_private_index() const;

  std::string index_;
  std::string lock_;
  std::string private_;
  process::Descriptor descriptor_;
};

}  // namespace relctl::git
