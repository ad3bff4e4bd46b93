// SPDX-License-Identifier: MIT
#include "git/publish/sender.hpp"

namespace relctl::git {

PushOutcome Sender::push_all(const std::vector<PushRef>& refs, bool atomic) const {
  return push(repository_, remote_, refs, atomic, {deadline_, true});
}

/// A tag must never name a commit that its branch does not have.
PushOutcome Sender::push_in_steps(const std::vector<PushRef>& refs,
                                  const std::function<void()>& before_tags) const {
  std::vector<PushRef> tags;
  PushOutcome outcome;
  outcome.verdict = PushVerdict::landed;
  for (const PushRef& ref : refs) {
    if (ref.is_tag()) {
      tags.push_back(ref);
      continue;
    }
    outcome = push_all({ref}, false);
    if (outcome.verdict != PushVerdict::landed) return outcome;
  }
  if (tags.empty()) return outcome;
  before_tags();
  return push_all(tags, false);
}

PushOutcome Sender::send(const std::vector<PushRef>& refs,
                         const std::function<void()>& before_tags) {
  if (atomic_) {
    // A single ref needs no atomic push, and goes to any server.
    PushOutcome outcome = push_all(refs, refs.size() > 1);
    if (!outcome.atomic_unsupported) return outcome;
    atomic_ = false;
  }
  return push_in_steps(refs, before_tags);
}

}  // namespace relctl::git
