// SPDX-License-Identifier: MIT
#pragma once

#include "process/descriptor.hpp"

namespace relctl::process {

/// While it lives, a process group is in the foreground of this process's terminal, so that it may
/// ask for a password there: the kernel stops a background group that tries. Does nothing where
/// there is no terminal, or where this process is in its background itself.
class TerminalLoan {
 public:
  TerminalLoan() = default;
  explicit TerminalLoan(int group);
  TerminalLoan(TerminalLoan&&) = default;
  TerminalLoan& operator=(TerminalLoan&&) = default;
  TerminalLoan(const TerminalLoan&) = delete;
  TerminalLoan& operator=(const TerminalLoan&) = delete;
  ~TerminalLoan();

  /// Whether the group has the terminal, and with it the signals that are typed there.
  [[nodiscard]] bool is_given() const { return terminal_.is_open(); }

 private:
  Descriptor terminal_;
};

}  // namespace relctl::process
