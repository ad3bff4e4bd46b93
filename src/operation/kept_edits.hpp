// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/history.hpp"
#include "plan/plan.hpp"
#include "record/trailers.hpp"

namespace relctl::operation {

/// A plan of a release request: its commit, and what that says of itself.
struct RequestPlan {
  ObjectId commit;
  record::Record record;
};

/// What people changed on a request's branch at `tip` since relctl's plan `last`, as edits of the
/// plan `next` that takes its place: merged as git merges texts. Where that is no clean merge of a
/// changelog's entry, people's words stand, and what is new comes below "New since the last edit".
/// Throws Error(conflict) for any other conflict, naming the file.
std::vector<plan::FileEdit> kept_edits(const plan::History& history, const config::Config& config,
                                       const RequestPlan& last, const ObjectId& tip,
                                       const RequestPlan& next);

}  // namespace relctl::operation
