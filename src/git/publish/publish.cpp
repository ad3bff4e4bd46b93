// SPDX-License-Identifier: MIT
#include "git/publish/publish.hpp"

#include <sys/stat.h>

#include "base/error.hpp"
#include "git/apply/recover.hpp"
#include "git/index_lock.hpp"
#include "git/publish/publication.hpp"
#include "git/publish/snapshot.hpp"
#include "git/remote/deepening.hpp"
#include "git/run_record.hpp"
#include "git/waiting.hpp"

namespace relctl::git {
namespace {

/// A run that was killed while the checkout followed what it had published left it half way.
/// Nothing local fails a release.
std::vector<std::string> recovered(Repository& repository) {
  try {
    return recover(repository);
  } catch (const Error& error) {
    return {std::string("what a killed run began is not finished: ") + error.what()};
  }
}

/// The checkout follows what is published: a lock in its way would leave an index that takes the
/// release back with the next commit. Throws Error(system) while nothing is pushed.
void require_free_checkout(const Repository& repository, const std::optional<std::string>& target) {
  const auto branch = repository.head_branch();
  if (!branch || !repository.work_tree() || target.value_or(*branch) != *branch) return;
  const IndexLock index(repository.git_directory());
  const std::string lock = repository.common_directory() + "/refs/heads/" + *branch + ".lock";
  LockWait wait;
  struct stat status {};
  while (::lstat(lock.c_str(), &status) == 0) {
    if (!wait.wait()) throw lock_error(lock);
  }
}

/// A look has an id of its own: previews share that of their operation, and several may run at
/// once.
Connection connection_to(const PublishOptions& options) {
  return {options.remote,
          random_operation_id(),
          {options.deadline, true},
          options.on_progress,
          options.tags};
}

/// What `question` answers about the remote as it is now; a shallow clone is deepened for it.
template <typename Question>
auto ask_remote(const Repository& repository, const PublishOptions& options,
                const Question& question) {
  const RunRecord record(repository.git_directory());
  const Connection connection = connection_to(options);
  const OperationRefs held(repository, connection.operation);
  const RemoteView view = look(repository, held, connection, options.branch, options.others);
  Deepener deepener(repository, connection, asked_branches(repository, view));
  return deepener.answer([&] { return question(view); });
}

}  // namespace

plan::Result preview(const Repository& repository, const PublishOptions& options,
                     const Planner& planner) {
  return ask_remote(repository, options, [&](const RemoteView& view) {
    return plan_on(repository, view, planner).result;
  });
}

void look_at_remote(const Repository& repository, const PublishOptions& options,
                    const std::function<void(const plan::Snapshot&)>& act) {
  ask_remote(repository, options,
             [&](const RemoteView& view) { act(remote_alone(repository, view)); });
}

Published publish(Repository& repository, const plan::Operation& operation,
                  const PublishOptions& options, const Planner& planner) {
  const RunRecord record(repository.git_directory());
  require_free_checkout(repository, options.branch);
  std::vector<std::string> notes = recovered(repository);
  Published published = Publication(repository, operation, options, planner).run();
  published.notes.insert(published.notes.begin(), notes.begin(), notes.end());
  return published;
}

}  // namespace relctl::git
