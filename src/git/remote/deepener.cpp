// SPDX-License-Identifier: MIT
#include "git/remote/deepener.hpp"

#include <utility>

namespace relctl::git {
namespace {

constexpr int largest_step = 6400;

}  // namespace

Deepener::Deepener(const Repository& repository, Connection connection,
                   const std::vector<std::string>& branches)
    : repository_(repository), connection_(std::move(connection)) {
  for (const std::string& branch : branches)
    names_.push_back("refs/heads/" + branch);
}

bool Deepener::more() {
  if (!repository_.is_shallow()) return false;
  if (step_ > largest_step || names_.empty()) {
    connection_.say("fetching the whole history: the clone is shallow");
    fetch(repository_, connection_.remote, {"refs/heads/*"}, connection_.operation,
          connection_.options, {.deepen = 0, .whole = true});
    return true;
  }
  connection_.say("fetching " + std::to_string(step_) + " commits more: the clone is shallow");
  fetch(repository_, connection_.remote, names_, connection_.operation, connection_.options,
        {.deepen = step_, .whole = false});
  step_ *= 2;
  return true;
}

}  // namespace relctl::git
