// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/publish/publish.hpp"
#include "git/remote/remote_view.hpp"
#include "git/repository.hpp"
#include "git/temporary_folder.hpp"
#include "plan/snapshot.hpp"

namespace relctl::git {

/// A bare repository in a temporary folder that holds what an operation needs of a remote one: the
/// newest commits, and of their files those that are looked at, as far as the server allows it.
/// Nothing of it is left behind.
class PrivateClone {
 public:
  /// Works with the credentials, the proxies and the signing of `owner`. `options.remote` is the
  /// address; `operation` is an operation's id.
  PrivateClone(const Repository& owner, const PublishOptions& options,
               const std::string& operation);

  [[nodiscard]] Repository& repository() { return *repository_; }

  /// The branch (nothing: the remote's default one) and its history, with the files below `folders`
  /// here. The history outlives no clone; it is fetched as far as it is asked about. Throws
  /// Error(conflict) where there is no such branch, Error(system) and Error(timeout) in git's
  /// words.
  plan::Place place(const std::optional<std::string>& branch,
                    const std::vector<std::string>& folders);

 private:
  void create();
  void copy_settings();
  void fetch_branch(const std::string& branch);
  [[nodiscard]] bool fetch_files(const ObjectId& tip,
                                 const std::vector<std::string>& folders) const;
  [[nodiscard]] ObjectId tip_of(const std::string& branch) const;

  const Repository& owner_;
  Connection connection_;
  TemporaryFolder folder_;
  bool without_files_ = true;
  int generation_ = 0;
  std::optional<RemoteRefs> refs_;
  std::optional<Repository> repository_;
  std::map<std::string, plan::Place> places_;
};

}  // namespace relctl::git
