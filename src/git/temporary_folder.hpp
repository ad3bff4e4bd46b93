// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "process/descriptor.hpp"
#include "process/signals.hpp"

namespace relctl::git {

/// A folder `relctl-…` among the temporary ones that only its owner can enter, removed with all
/// that is in it when this object ends. SIGINT, SIGTERM and SIGHUP wait until then; what a process
/// that was killed otherwise left is removed by the next one: a lock on the folder, of which the
/// kernel lets go with the process, tells the living from the dead.
class TemporaryFolder {
 public:
  /// Throws Error(system) where no folder can be made.
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  process::HeldSignals signals_;
  std::string path_;
  process::Descriptor lock_;
};

}  // namespace relctl::git
