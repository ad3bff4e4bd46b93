// SPDX-License-Identifier: MIT
#pragma once

#include "deploy/holds.hpp"
#include "plan/draft.hpp"
#include "record/trailers.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Does to the holds in `draft` what the hold, unhold or rollback of `record` did; other operations
/// do nothing to them. Reasons and last days are taken from `after`, the tree that it left, since
/// trailers do not hold them. Throws Error(input) where that has not the holds of the record.
void recompute_holds(plan::Draft& draft, const record::Record& record, const Tree& after);

/// True where the operation of `record` takes `hold` away: an unhold those that it names, a
/// rollback that of a rollback before it.
bool takes_away(const record::Record& record, const deploy::Hold& hold);

}  // namespace relctl::judge
