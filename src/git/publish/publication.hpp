// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "base/error.hpp"
#include "git/publish/attempt.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/unpublished.hpp"
#include "git/remote/push.hpp"
#include "git/remote/remote_view.hpp"
#include "git/waiting.hpp"

namespace relctl::git {

/// One run of publish() on one repository: look, plan, push, and look again until it is settled.
class Publication {
 public:
  Publication(Repository& repository, const plan::Operation& operation,
              const PublishOptions& options, const Planner& planner);

  Published run();

 private:
  std::optional<Published> push_unseen();
  RemoteView see();
  void bear(const Error& error, bool last) const;
  [[nodiscard]] std::vector<std::string> attempted_branches() const;
  [[nodiscard]] const Attempt* find_landed(const RemoteView& view) const;
  [[nodiscard]] std::vector<PushRef> all_landed(const RemoteView& view) const;
  void judge(const RemoteView& view);
  Attempt prepare(const RemoteView& view);
  Attempt compute(const RemoteView& view);
  [[nodiscard]] std::optional<Attempt> remaining(const RemoteView& view) const;
  void send(const RemoteView& view);
  Published finish(const Attempt& attempt, const RemoteView& view);
  Published settle(Attempt attempt, const RemoteView& view);

  Repository& repository_;
  const plan::Operation& operation_;
  const PublishOptions& options_;
  const Planner& planner_;
  Connection connection_;
  OperationRefs held_;
  process::Clock::time_point push_deadline_;
  Sender sender_;
  Backoff backoff_;
  std::vector<Attempt> attempts_;
  std::optional<Unpublished> unpublished_;
  std::vector<plan::Tag> pending_;
  PushOutcome last_;
  int stuck_ = 0;  ///< pushes in a row that failed though no ref moved
};

}  // namespace relctl::git
