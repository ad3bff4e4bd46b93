// SPDX-License-Identifier: MIT
#include "plan/first_parents.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"

namespace relctl::plan {
namespace {

constexpr std::size_t largest_batch = 64;

}  // namespace

std::optional<Commit> FirstParents::next() {
  if (read_.empty() && next_) read_more();
  if (read_.empty()) return std::nullopt;
  Commit commit = std::move(read_.front());
  read_.pop_front();
  return commit;
}

void FirstParents::read_more() {
  std::vector<Commit> commits;
  try {
    // One more is asked for, so that the end of a shallow clone is an error, and no beginning.
    commits = history_.first_parents(*next_, batch_ + 1);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::system || batch_ == 1) throw;
    batch_ = 1;
    return read_more();
  }
  next_.reset();
  if (commits.size() > batch_) {
    next_ = commits.back().id;
    commits.pop_back();
  }
  read_.assign(std::make_move_iterator(commits.begin()), std::make_move_iterator(commits.end()));
  batch_ = std::min(2 * batch_, largest_batch);
}

}  // namespace relctl::plan
