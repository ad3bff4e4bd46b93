// SPDX-License-Identifier: MIT
#include "git/remote_source.hpp"

#include "git/deepening_history.hpp"
#include "git/snapshot.hpp"

namespace relctl::git {

RemoteSource::RemoteSource(const Repository& repository, const std::string& operation,
                           const PublishOptions& options)
    : held_(repository, operation) {
  const Line line{options.remote, operation, {options.deadline, {}, true}, options.on_progress};
  const RemoteView view = look(repository, held_, line, options.branch, options.others);
  snapshot_ = remote_alone(repository, view);
  snapshot_.history = deepening_history(repository, line, asked_branches(repository, view));
  snapshot_.tags = view.refs.tags;
}

}  // namespace relctl::git
