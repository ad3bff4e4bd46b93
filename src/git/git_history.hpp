// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "git/handles.hpp"

namespace relctl::git {

/// The repository's commits as a History. It keeps the handles, as its trees do.
std::shared_ptr<const plan::History> open_history(Handles& handles);

}  // namespace relctl::git
