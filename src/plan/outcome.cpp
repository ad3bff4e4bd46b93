// SPDX-License-Identifier: MIT
#include "plan/outcome.hpp"

#include <algorithm>

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

int exit_code(const Result& result) {
  const bool somebody_must_decide =
      std::any_of(result.services.begin(), result.services.end(), [](const ServiceOutcome& each) {
        return each.named && (each.status == Status::held || each.status == Status::absent);
      });
  return somebody_must_decide ? relctl::exit_code(ErrorKind::conflict) : 0;
}

}  // namespace relctl::plan
