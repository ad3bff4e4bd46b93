// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/program.hpp"

namespace relctl::git {

/// What a remote advertises: taken in one connection.
struct RemoteRefs {
  std::optional<std::string> default_branch;               ///< short name behind its HEAD
  std::vector<std::pair<std::string, ObjectId>> branches;  ///< short names
  std::vector<plan::Tag> tags;                             ///< with `remote` set
};

/// Lists the remote's branches and tags. `remote` is a configured name or a URL. Throws
/// Error(system) in git's words, Error(timeout) at the deadline.
RemoteRefs list_remote(const Repository& repository, const std::string& remote,
                       const ProgramOptions& options);

/// Fetches the commits `ids` (or, where the server refuses single objects, `branch`) into
/// `refs/relctl/<operation>/…`, and nothing else: no tags, no FETCH_HEAD, no maintenance.
void fetch(const Repository& repository, const std::string& remote, const std::string& branch,
           const std::string& operation, const ProgramOptions& options);

/// What is pushed: each ref with its expected value on the remote (nothing: it must not exist).
struct PushRef {
  std::string name;  ///< full ref name
  std::optional<ObjectId> expected;
  ObjectId target;
};

/// What became of a push. `landed` and `refused` come from git's porcelain; `broken` means that no
/// verdict was read, so that the server may or may not have taken it.
enum class PushVerdict { landed, refused, broken };
struct PushOutcome {
  PushVerdict verdict = PushVerdict::broken;
  bool hook_refused = false;        ///< the client's own pre-push hook said no: final
  bool atomic_unsupported = false;  ///< the server has no atomic push: push refs one by one
  std::string words;                ///< git's and the server's, redacted
};

/// Pushes all refs or none: `git push --porcelain --atomic` with a lease on each.
PushOutcome push(const Repository& repository, const std::string& remote,
                 const std::vector<PushRef>& refs, bool atomic, const ProgramOptions& options);

}  // namespace relctl::git
