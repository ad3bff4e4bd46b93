// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"

namespace relctl::record {

/// What an earlier run of the same operation has in common with this one.
struct OnceQuery {
  std::string operation;  ///< bump, promote, …
  std::string key;
  std::vector<std::string> services;       ///< asked for by name; none: all
  std::optional<std::string> environment;  ///< nothing: an operation without one
};

/// An earlier run: its record, and the commit that it made or, where it made none, tagged.
struct Earlier {
  Record record;
  ObjectId commit;
};

/// True when `record` is an earlier run: the same operation, key and environment, on no other
/// services than those asked for.
bool is_same_operation(const Record& record, const OnceQuery& query);

/// An earlier run among the last 1,000 first parents of the target branch, or the
/// 1,000 highest release tags of each service; the newest commit first. The search ends where a
/// shallow clone does.
std::optional<Earlier> find_once(const config::Config& config, const plan::Snapshot& snapshot,
                                 const OnceQuery& query);

/// What the answer says of the commit of an earlier run.
plan::EarlierRun answered_by(const plan::Snapshot& snapshot, const ObjectId& commit);

/// The outcome of an earlier bump with the request's key: without plans, and with the answer that
/// was given then. Nothing when there is no key or no such bump.
std::optional<plan::Result> find_bump(const config::Config& config, const plan::Snapshot& snapshot,
                                      const plan::BumpRequest& request);

}  // namespace relctl::record
