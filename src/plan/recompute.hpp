// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/trailers.hpp"

namespace relctl::plan {

/// Does to `draft` what the operation of `record` did. Content that trailers do not hold (holds,
/// the list of adopted files) is taken from `after`, the tree that the operation left. Throws
/// Error(input) where the draft or the record does not allow it.
void recompute(Draft& draft, const config::Config& config, const Record& record,
               const std::shared_ptr<const Tree>& after);

}  // namespace relctl::plan
