// SPDX-License-Identifier: MIT
#include "git/publish/publication.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/apply/apply.hpp"
#include "git/publish/bring_along.hpp"
#include "git/publish/refusal.hpp"
#include "git/publish/snapshot.hpp"
#include "git/remote/deepening.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {
namespace {

using process::Clock;

/// GitHub starts no workflow for the tags of a push that has more.
constexpr std::size_t most_quiet_tags = 3;
constexpr int most_looks = 5;

/// The part of the time that is kept for the look after the last push.
Clock::time_point push_deadline(Clock::time_point deadline) {
  const auto reserve = std::clamp<Clock::duration>(
      (deadline - Clock::now()) / 5, std::chrono::milliseconds(200), std::chrono::seconds(10));
  return deadline - reserve;
}

Error refused_by_hook(const std::string& words) {
  return Error(ErrorKind::system, "this clone's pre-push hook refused the push\n" + words)
      .hint(
          "nothing was pushed; the hook is in the folder that "
          "git rev-parse --git-path hooks prints");
}

/// The attempt moves the target branch, with a new commit, from where `view` has it.
bool is_leased_at(const Attempt& attempt, const RemoteView& view) {
  return std::any_of(attempt.refs.begin(), attempt.refs.end(), [&](const PushRef& ref) {
    return ref.name == plan::branch_ref(view.branch) && ref.created && ref.expected == view.tip;
  });
}

}  // namespace

Publication::Publication(Repository& repository, const plan::Operation& operation,
                         const PublishOptions& options, const Planner& planner)
    : repository_(repository),
      operation_(operation),
      options_(options),
      planner_(planner),
      connection_{options.remote,
                  operation.id,
                  {options.deadline, true},
                  options.on_progress,
                  options.tags},
      held_(repository, operation.id),
      push_deadline_(push_deadline(options.deadline)),
      sender_(repository, options.remote, push_deadline_) {}

std::vector<std::string> Publication::attempted_branches() const {
  std::vector<std::string> branches;
  for (const Attempt& attempt : attempts_) {
    for (const PushRef& ref : attempt.refs) {
      if (auto branch = plan::branch_of(ref.name)) branches.push_back(*std::move(branch));
    }
  }
  return branches;
}

/// Throws unless a look that failed with `error` is worth repeating: where the cause may pass, and
/// after a broken push always, since only a look can tell what happened.
void Publication::bear(const Error& error, bool last) const {
  const bool late = error.kind() == ErrorKind::timeout || Clock::now() >= options_.deadline;
  const bool uncertain = !attempts_.empty() && last_.verdict == PushVerdict::broken;
  if (uncertain && (late || last)) {
    throw lost_connection(last_.words + "\n" + error.what(), attempts_.back().refs);
  }
  if (!uncertain && (late || last || !is_passing(error.what()))) throw error;
}

RemoteView Publication::see() {
  std::vector<std::string> others = attempted_branches();
  others.insert(others.end(), options_.others.begin(), options_.others.end());
  for (int looks = 1;; ++looks) {
    try {
      return look(repository_, held_, connection_, options_.branch, others);
    } catch (const Error& error) {
      bear(error, looks == most_looks);
    }
    backoff_.wait(options_.deadline);
  }
}

const Attempt* Publication::find_landed(const RemoteView& view) const {
  const auto history = repository_.history();
  const auto found =
      std::find_if(attempts_.rbegin(), attempts_.rend(),
                   [&](const Attempt& attempt) { return landed(*history, attempt.refs, view); });
  return found == attempts_.rend() ? nullptr : &*found;
}

std::vector<PushRef> Publication::all_landed(const RemoteView& view) const {
  std::vector<PushRef> refs;
  const auto history = repository_.history();
  for (const Attempt& attempt : attempts_) {
    const auto found = landed_refs(*history, attempt.refs, view);
    refs.insert(refs.end(), found.begin(), found.end());
  }
  return refs;
}

/// Throws when trying again is in vain, or too late.
void Publication::judge(const RemoteView& view) {
  const std::vector<PushRef>& refs = attempts_.back().refs;
  const bool broken = last_.verdict == PushVerdict::broken;
  if (moved(refs, view)) {
    stuck_ = 0;
  } else if (++stuck_ > retries_for(last_)) {
    if (broken && retries_for(last_) > 0) throw lost_connection(last_.words, refs);
    throw refusal(last_, refs, all_landed(view));
  }
  if (Clock::now() < push_deadline_) return;
  if (broken) throw lost_connection(last_.words, refs);
  const auto there = all_landed(view);
  throw Error(ErrorKind::timeout,
              "the remote kept moving until the deadline; pushes tried: " +
                  std::to_string(attempts_.size()) +
                  (there.empty() ? ", none was taken" : "; moved: " + names_of(there, true)))
      .hint("run the command again, or give it more time with --timeout");
}

/// Where refs go one after the other, some may be there and others not: these alone are left, as
/// long as nobody else moved one of them.
std::optional<Attempt> Publication::remaining(const RemoteView& view) const {
  if (sender_.atomic()) return std::nullopt;
  const auto history = repository_.history();
  for (const Attempt& attempt : attempts_) {
    Attempt rest{attempt.result, attempt.objects, {}};
    std::copy_if(attempt.refs.begin(), attempt.refs.end(), std::back_inserter(rest.refs),
                 [&](const PushRef& ref) { return !landed(*history, {ref}, view); });
    if (!moved(rest.refs, view)) return rest;
  }
  return std::nullopt;
}

Attempt Publication::compute(const RemoteView& view) {
  Planned planned = plan_on(repository_, view, planner_);
  Attempt attempt;
  attempt.result = std::move(planned.result);
  unpublished_ = std::move(planned.unpublished);
  const auto head = repository_.head_branch();
  if (repository_.work_tree() && (!head || *head == view.branch)) {
    check_planned_files(repository_, attempt.result.plans);
  }
  attempt.objects = write_objects(repository_, attempt.result.plans, operation_);
  attempt.refs = push_refs(attempt.result, attempt.objects);
  check_leases(*repository_.history(), attempt);
  check_nothing_foreign(repository_, attempt, view);
  pending_ = pending_tags(repository_, view);
  for (const plan::Tag& tag : pending_) {
    attempt.refs.push_back({plan::tag_ref(tag.name), std::nullopt, tag.object, true});
  }
  return attempt;
}

Attempt Publication::prepare(const RemoteView& view) {
  if (auto rest = remaining(view)) return *rest;
  Deepener deepener(repository_, connection_, asked_branches(repository_, view));
  return deepener.answer([&] { return compute(view); });
}

void Publication::send(const RemoteView& view) {
  const Attempt& attempt = attempts_.back();
  const std::size_t tries = attempts_.size();
  connection_.say("pushing " + names_of(attempt.refs, false) + " to " + redact(options_.remote) +
                  (tries > 1 ? ", try " + std::to_string(tries) : ""));
  // The local tags stand before the remote's, so that a later run can push what is missing.
  last_ = sender_.send(attempt.refs,
                       [&] { keep_tags(repository_, operation_, attempt, unpublished_, view); });
}

Published Publication::finish(const Attempt& attempt, const RemoteView& view) {
  Published published;
  published.result = attempt.result;
  published.objects = attempt.objects;
  published.pushed = true;
  published.remote = redact(options_.remote);
  published.attempts = static_cast<int>(attempts_.size());
  for (const plan::Tag& tag : pending_) {
    published.notes.push_back("published along: the tag " + tag.name + " of an earlier run");
  }
  if (!sender_.atomic()) {
    published.notes.emplace_back(
        "the server has no atomic push: the branch was pushed first, then the tags");
  }
  if (attempt.objects.tags.size() > most_quiet_tags) {
    published.notes.push_back(std::to_string(attempt.objects.tags.size()) +
                              " tags went in one push: GitHub starts no workflows for the tags of "
                              "a push with more than three");
  }
  const auto notes = bring_along(repository_, operation_, attempt, unpublished_, view);
  published.notes.insert(published.notes.end(), notes.begin(), notes.end());
  return published;
}

/// There is nothing to publish. Releases that only this clone had gave way to others'; else the
/// local branch may lack what an earlier run published.
Published Publication::settle(Attempt attempt, const RemoteView& view) {
  Published published;
  published.notes = unpublished_ ? bring_along(repository_, operation_, attempt, unpublished_, view)
                                 : bring_left_behind(repository_, operation_, view);
  published.result = std::move(attempt.result);
  published.objects = std::move(attempt.objects);
  return published;
}

/// In a fresh clone the push itself is the look: it is planned on what the clone knows, and its
/// leases refuse it where that is not true any more. Nothing without a commit goes this way, nor
/// where anything at all is unclear: then the remote is looked at, and tells what is wrong.
std::optional<Published> Publication::push_unseen() {
  if (!options_.others.empty() || !options_.tags) return std::nullopt;
  const auto view = remembered_view(repository_, options_.remote, options_.branch);
  if (!view || repository_.head() != view->tip) return std::nullopt;
  Attempt attempt;
  try {
    attempt = compute(*view);
  } catch (const Error&) {
    return std::nullopt;
  }
  if (!is_leased_at(attempt, *view)) return std::nullopt;
  attempts_.push_back(std::move(attempt));
  send(*view);
  if (last_.verdict == PushVerdict::landed) return finish(attempts_.back(), *view);
  if (last_.hook_refused) throw refused_by_hook(last_.words);
  if (is_unsent(last_)) attempts_.clear();
  return std::nullopt;
}

Published Publication::run() {
  if (auto published = push_unseen()) return *std::move(published);
  for (;;) {
    const RemoteView view = see();
    if (const Attempt* done = find_landed(view)) return finish(*done, view);
    if (!attempts_.empty()) judge(view);
    Attempt attempt = prepare(view);
    if (attempt.refs.empty()) return settle(std::move(attempt), view);
    attempts_.push_back(std::move(attempt));
    send(view);
    if (last_.verdict == PushVerdict::landed) return finish(attempts_.back(), view);
    if (last_.hook_refused) throw refused_by_hook(last_.words);
    backoff_.wait(push_deadline_);
  }
}

}  // namespace relctl::git
