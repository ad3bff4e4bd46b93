// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "process/descriptor.hpp"

namespace relctl::git {

/// Says in the git directory that a run may hold locks of git's: a file `relctl-run-PID` with a
/// lock of the system on it, which ends when this process and the git commands that it runs are
/// gone. Whoever finds one unlocked knows that the run died, and since when its locks are worth
/// nothing.
class RunRecord {
 public:
  /// In a folder that may not be written nothing is recorded: no lock can be made there either.
  explicit RunRecord(const std::string& git_directory);
  RunRecord(const RunRecord&) = delete;
  RunRecord& operator=(const RunRecord&) = delete;
  /// Takes along the locks of git commands that a signal ended.
  ~RunRecord();

 private:
  std::string directory_;
  std::string path_;
  process::Descriptor descriptor_;
};

/// Removes the locks that dead runs left: `index.lock`, `HEAD.lock`, `refs/…/NAME.lock` and the
/// like, not older than the run, and held by no process of this machine that works there. Others
/// stay, for git to name. Gives a sentence for each that it removed.
std::vector<std::string> remove_dead_locks(const std::string& git_directory);

}  // namespace relctl::git
