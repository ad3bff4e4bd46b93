// SPDX-License-Identifier: MIT
#include "git/remote/deepener.hpp"

#include <utility>

namespace relctl::git {
namespace {

constexpr int largest_step = 6400;

}  // namespace

Deepener::Deepener(const Repository& repository, Line line,
                   const std::vector<std::string>& branches)
    : repository_(repository), line_(std::move(line)) {
  for (const std::string& branch : branches)
    names_.push_back("refs/heads/" + branch);
}

bool Deepener::more() {
  if (!repository_.is_shallow()) return false;
  if (step_ > largest_step || names_.empty()) {
    line_.say("fetching the whole history: the clone is shallow");
    fetch(repository_, line_.remote, {"refs/heads/*"}, line_.operation, line_.options,
          {.deepen = 0, .whole = true});
    return true;
  }
  line_.say("fetching " + std::to_string(step_) + " commits more: the clone is shallow");
  fetch(repository_, line_.remote, names_, line_.operation, line_.options,
        {.deepen = step_, .whole = false});
  step_ *= 2;
  return true;
}

}  // namespace relctl::git
