// SPDX-License-Identifier: MIT
#include "plan/outcome.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"

namespace relctl::plan {

std::string to_string(Status status) {
  switch (status) {
    case Status::done:
      return "done";
    case Status::unchanged:
      return "unchanged";
    case Status::superseded:
      return "superseded";
    case Status::held:
      return "held";
    case Status::absent:
      break;
  }
  return "absent";
}

namespace {

/// True when in some environment services are held, and none got what waits for it.
bool is_all_held(const std::vector<ServiceOutcome>& services) {
  std::set<std::optional<std::string>> held;
  std::set<std::optional<std::string>> moved;
  for (const ServiceOutcome& each : services) {
    if (each.status == Status::held) held.insert(each.environment);
    if (each.status == Status::done) moved.insert(each.environment);
  }
  return !std::includes(moved.begin(), moved.end(), held.begin(), held.end());
}

}  // namespace

int exit_code(const Result& result) {
  const bool somebody_must_decide =
      std::any_of(result.services.begin(), result.services.end(), [](const ServiceOutcome& each) {
        return each.named && (each.status == Status::held || each.status == Status::absent);
      });
  return somebody_must_decide || is_all_held(result.services)
             ? relctl::exit_code(ErrorKind::conflict)
             : 0;
}

}  // namespace relctl::plan
