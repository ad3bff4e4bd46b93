// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/program.hpp"
#include "plan/ref_names.hpp"

namespace relctl::git {

/// What is pushed: each ref with its expected value on the remote (nothing: it must not exist).
struct PushRef {
  std::string name;  ///< full ref name
  std::optional<ObjectId> expected;
  ObjectId target;
  bool created = true;  ///< `target` was made by this operation, so that nobody else can push it

  [[nodiscard]] bool is_tag() const { return plan::tag_of(name).has_value(); }
};

/// What became of a push. `landed` and `refused` come from git's porcelain; `broken` means that no
/// verdict was read, so that the server may or may not have taken it.
enum class PushVerdict { landed, refused, broken };
struct PushOutcome {
  PushVerdict verdict = PushVerdict::broken;
  bool hook_refused = false;        ///< the client's own pre-push hook said no: final
  bool atomic_unsupported = false;  ///< the server has no atomic push: push refs one by one
  bool timed_out = false;
  std::string words;  ///< git's and the server's, redacted
};

/// Reads what `git push --porcelain` of `refs` printed.
PushOutcome parse_push(const process::Output& output, const std::vector<PushRef>& refs);

/// Pushes all refs (with `atomic`: or none): `git push --porcelain --atomic` with a lease on each.
PushOutcome push(const Repository& repository, const std::string& remote,
                 const std::vector<PushRef>& refs, bool atomic, const ProgramOptions& options);

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
