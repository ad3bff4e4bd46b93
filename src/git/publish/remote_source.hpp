// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "git/publish/publish.hpp"
#include "git/remote/operation_refs.hpp"
#include "plan/snapshot.hpp"

namespace relctl::git {

/// What was published, as one look at the remote found it: only what is there counts, whatever this
/// clone has besides. Its history is fetched as far as it is asked about, as long as this lives.
class RemoteSource {
 public:
  /// Throws as publish() where the remote cannot be read. `repository` must outlive it.
  RemoteSource(const Repository& repository, const PublishOptions& options);

  [[nodiscard]] const plan::Snapshot& snapshot() const { return snapshot_; }

 private:
  std::string id_;
  OperationRefs held_;
  plan::Snapshot snapshot_;
};

}  // namespace relctl::git
