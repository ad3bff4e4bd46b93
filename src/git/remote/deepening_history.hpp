// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "git/remote/remote_view.hpp"
#include "plan/history.hpp"

namespace relctl::git {

/// The history of `repository` that fetches what lies below a shallow clone's boundary when it is
/// asked about it. `branches` are those of the remote whose history it is. It must not outlive the
/// repository.
std::shared_ptr<const plan::History> deepening_history(const Repository& repository,
                                                       Connection connection,
                                                       std::vector<std::string> branches);

}  // namespace relctl::git
