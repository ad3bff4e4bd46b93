// SPDX-License-Identifier: MIT
#pragma once

#include "plan/draft.hpp"
#include "record/trailers.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Does to the holds in `draft` what the hold, unhold or rollback of `record` did; other operations
/// do nothing to them. Reasons and last days are taken from `after`, the tree that it left, since
/// trailers do not hold them. Throws Error(input) where that has not the holds of the record.
void recompute_holds(plan::Draft& draft, const record::Record& record, const Tree& after);

}  // namespace relctl::judge
