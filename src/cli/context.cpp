// SPDX-License-Identifier: MIT
#include "cli/context.hpp"

namespace relctl::cli {

bool in_ci(const Context& context) {
  const auto value = context.environment("CI");
  return value && !value->empty() && *value != "false";
}

}  // namespace relctl::cli
