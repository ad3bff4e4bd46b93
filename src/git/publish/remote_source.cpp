// SPDX-License-Identifier: MIT
#include "git/publish/remote_source.hpp"

#include "git/publish/snapshot.hpp"
#include "git/remote/deepening.hpp"

namespace relctl::git {

RemoteSource::RemoteSource(const Repository& repository, const PublishOptions& options)
    : id_(random_operation_id()), held_(repository, id_) {
  const Connection connection{options.remote, id_, {options.deadline, true}, options.on_progress};
  const RemoteView view = look(repository, held_, connection, options.branch, options.others);
  snapshot_ = remote_alone(repository, view);
  snapshot_.history = deepening_history(repository, connection, asked_branches(repository, view));
  snapshot_.tags = view.refs.tags;
}

}  // namespace relctl::git
