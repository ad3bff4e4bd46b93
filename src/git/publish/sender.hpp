// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "git/remote/remote.hpp"

namespace relctl::git {

/// Pushes the refs of an operation: all in one atomic push, or, once the server has said that it
/// has none, one branch after the other and then the tags.
class Sender {
 public:
  Sender(const Repository& repository, std::string remote, process::Clock::time_point deadline)
      : repository_(repository), remote_(std::move(remote)), deadline_(deadline) {}

  /// `before_tags` is called between branches and tags where they go one after the other.
  PushOutcome send(const std::vector<PushRef>& refs, const std::function<void()>& before_tags);

  /// False once the server has said that it has no atomic push.
  [[nodiscard]] bool atomic() const { return atomic_; }

 private:
  PushOutcome push_all(const std::vector<PushRef>& refs, bool atomic) const;
  PushOutcome push_in_steps(const std::vector<PushRef>& refs,
                            const std::function<void()>& before_tags) const;

  const Repository& repository_;
  std::string remote_;
  process::Clock::time_point deadline_;
  bool atomic_ = true;
};

}  // namespace relctl::git
