// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "git/remote/remote_view.hpp"
#include "git/shallow_error.hpp"
#include "plan/history.hpp"

namespace relctl::git {

/// Fetches history below a shallow clone's boundary step by step, until a question about it can be
/// answered: twice as much each time, in the end all of it. A boundary is never taken for the
/// beginning of history, which would give a wrong version.
class Deepener {
 public:
  /// `branches` are short names of the remote's branches whose history is asked about.
  Deepener(const Repository& repository, Connection connection,
           const std::vector<std::string>& branches);

  /// Calls `ask` until it no longer throws ShallowError; throws that when nothing is left to fetch.
  template <typename Ask>
  auto answer(const Ask& ask) {
    for (;;) {
      try {
        return ask();
      } catch (const ShallowError&) {
        if (!more()) throw;
      }
    }
  }

 private:
  bool more();

  const Repository& repository_;
  Connection connection_;
  std::vector<std::string> names_;
  int step_ = 50;
};

/// The history of `repository` that fetches what lies below a shallow clone's boundary when it is
/// asked about it. `branches` are those of the remote whose history it is. It must not outlive the
/// repository.
std::shared_ptr<const plan::History> deepening_history(const Repository& repository,
                                                       Connection connection,
                                                       const std::vector<std::string>& branches);

}  // namespace relctl::git
