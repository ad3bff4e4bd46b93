// SPDX-License-Identifier: MIT
#include "judge/other_lines.hpp"

#include <algorithm>

namespace relctl::judge {

bool OtherLines::keep(const config::Environment& environment) const {
  return lines_.elsewhere.count(environment.name) > 0;
}

bool OtherLines::any(const config::Environment& environment,
                     const std::function<bool(const Tree&)>& test) {
  const plan::Place& place =
      require_place(lines_.elsewhere.at(environment.name), "what " + environment.name + " runs");
  const auto [known, is_new] = commits_.try_emplace(environment.name);
  if (is_new) known->second = place.history->log(*place.tip, {});
  return std::any_of(known->second.begin(), known->second.end(), [&](const plan::Commit& commit) {
    return test(*place.history->tree(commit.id));
  });
}

}  // namespace relctl::judge
