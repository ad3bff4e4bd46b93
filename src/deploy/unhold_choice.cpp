// SPDX-License-Identifier: MIT
#include "deploy/unhold_choice.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::deploy {
namespace {

template <typename Predicate>
std::vector<Hold> those(const std::vector<Hold>& holds, Predicate predicate) {
  std::vector<Hold> found;
  std::copy_if(holds.begin(), holds.end(), std::back_inserter(found), predicate);
  return found;
}

std::string line_of(const Hold& hold) {
  return fmt::format("{}: {} {}", hold.id, hold.service.value_or("all services"), describe(hold));
}

Error undecided(const std::string& what, const std::vector<Hold>& holds,
                const std::string& environment) {
  Error error(ErrorKind::conflict, what);
  for (const Hold& hold : holds)
    error.hint(line_of(hold));
  return error.hint(fmt::format("lift one with `relctl unhold {} --id ID`, or every one with --all",
                                environment));
}

/// The holds of one service, or the freezes: one, if not all are meant.
std::vector<Hold> at_most_one(std::vector<Hold> holds, const std::string& whose,
                              const plan::HoldRequest& request) {
  if (holds.size() < 2 || request.all) return holds;
  throw undecided(fmt::format("{} holds lie on {} in {}", holds.size(), whose, request.environment),
                  holds, request.environment);
}

}  // namespace

std::vector<Hold> choose_lifted(const std::vector<Hold>& holds, const plan::HoldRequest& request) {
  if (request.id) {
    auto found = those(holds, [&](const Hold& hold) { return hold.id == *request.id; });
    if (!found.empty()) return found;
    throw undecided(fmt::format("no hold in {} has the id {}", request.environment, *request.id),
                    holds, request.environment);
  }
  if (request.services.empty()) {
    if (request.all) return holds;
    auto freezes = those(holds, [](const Hold& hold) { return !hold.service; });
    if (!freezes.empty()) return at_most_one(std::move(freezes), "all services", request);
    return at_most_one(holds, "services", request);
  }
  std::vector<Hold> chosen;
  for (const std::string& service :
       std::set<std::string>(request.services.begin(), request.services.end())) {
    const auto own = at_most_one(
        those(holds, [&](const Hold& hold) { return hold.service == service; }), service, request);
    chosen.insert(chosen.end(), own.begin(), own.end());
  }
  return chosen;
}

}  // namespace relctl::deploy
