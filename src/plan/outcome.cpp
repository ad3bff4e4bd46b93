// SPDX-License-Identifier: MIT
#include "plan/outcome.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace relctl::plan {

int exit_code(const Result& result) {
  const bool somebody_must_decide =
      std::any_of(result.services.begin(), result.services.end(), [](const ServiceOutcome& each) {
        return each.named && (each.status == Status::held || each.status == Status::absent);
      });
  return somebody_must_decide ? relctl::exit_code(ErrorKind::conflict) : 0;
}

}  // namespace relctl::plan
