// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/build_info.hpp"
#include "plan/command_run.hpp"

namespace relctl::plan {

/// Who makes commits and tags.
struct Identity {
  std::string name;
  std::string email;
  bool operator==(const Identity&) const = default;
};

/// A check that an operation passes although it finds something.
struct PassedCheck {
  std::string check;   ///< its id
  std::string reason;  ///< one line
  bool operator==(const PassedCheck&) const = default;
};

/// What is common to every operation: nothing in a plan depends on anything but this, the
/// command's own options and the snapshot.
struct Operation {
  std::string id;  ///< 32 hexadecimal digits, random: makes every operation's commits unique
  Identity identity;
  std::int64_t time = 0;                   ///< seconds since 1970 UTC
  int offset = 0;                          ///< of the local time zone, minutes east of UTC
  std::optional<std::string> key;          ///< of --once: the same key is carried out once
  std::optional<Identity> committer = {};  ///< also of tags; nothing: `identity`
  std::vector<PassedCheck> passed = {};    ///< with --override
  std::string tool{own_version()};         ///< what the trailers name as relctl's version
  bool signs_off = false;                  ///< commits get the committer's `Signed-off-by`
  bool runs_hooks = true;                  ///< prepare-commit-msg and commit-msg
  bool operator==(const Operation&) const = default;
};

/// A digest given on the command line: `--digest [IMAGE=]sha256:…`.
struct DigestArgument {
  std::optional<std::string> image;  ///< nothing: the only image there is
  std::string digest;
  bool operator==(const DigestArgument&) const = default;
};

/// `relctl bump`: what was asked for.
struct BumpRequest {
  Operation operation;
  std::string level = "patch";        ///< a level, or a plain version
  std::vector<std::string> services;  ///< none: every changed one
  std::optional<std::string> prerelease_id;
  bool deploy = true;
  std::vector<DigestArgument> digests;
  bool even_if_unchanged = false;
  /// Objects of rendered environments that may go away though they hold data: `KIND/NAME`.
  std::vector<std::string> removable = {};
  /// `auto` environments on other branches and in other repositories get the release afterwards:
  /// nobody has to be told to promote it there.
  bool deploys_elsewhere = false;
  /// The branch of the request that the release commit is for; nothing: it is released at once.
  std::optional<std::string> review_branch = {};
  /// Runs the commands of `release.prepare`; empty: they do not run, and a note says so.
  Prepare prepare = {};
};

/// What a service ran in an environment when an operation was planned for the first time.
struct Seen {
  std::string environment;
  std::string service;
  std::string version;
  bool operator==(const Seen&) const = default;
};

/// `relctl promote`: what was asked for.
struct PromoteRequest {
  Operation operation;
  std::vector<std::string> environments;
  std::vector<std::string> services;   ///< none: all
  std::optional<std::string> version;  ///< `--to`
  /// Of a release that is to be deployed: what each service gets, instead of `version`.
  std::map<std::string, std::string> versions;
  std::vector<DigestArgument> digests;
  bool allow_downgrade = false;
  std::vector<std::string> removable = {};  ///< as for BumpRequest
  bool drop_override = false;               ///< what people edited in a rendered path may be undone
  /// The commit to render from, instead of the newest that the environments before vouch for.
  std::optional<ObjectId> manifests = {};
  /// Of the first planning, where this is a later one on a newer tip: a service that went back
  /// since is a conflict.
  std::vector<Seen> seen;
};

/// `request` with further digests, for a BumpRequest or a PromoteRequest.
template <typename Request>
Request with_digests(Request request, const std::vector<DigestArgument>& digests) {
  request.digests.insert(request.digests.end(), digests.begin(), digests.end());
  return request;
}

/// The version that `request` asks for; nothing: what the environment before runs.
inline std::optional<std::string> asked_version(const PromoteRequest& request,
                                                const std::string& service) {
  const auto own = request.versions.find(service);
  return own == request.versions.end() ? request.version : own->second;
}

/// `relctl rollback`: what was asked for.
struct RollbackRequest {
  Operation operation;
  std::string environment;
  std::vector<std::string> services;        ///< none: all
  std::optional<std::string> version;       ///< `--to`; nothing: the version before
  std::optional<std::string> reason;        ///< of the hold
  std::optional<std::string> until;         ///< of the hold
  bool manifests = false;                   ///< of a rendered environment, without its images
  std::vector<std::string> removable = {};  ///< as for BumpRequest
};

/// `relctl hold` and `relctl unhold`: what was asked for.
struct HoldRequest {
  Operation operation;
  std::string environment;
  std::vector<std::string> services;  ///< none: a freeze
  std::optional<std::string> reason;
  std::optional<std::string> until;  ///< last day: `2026-12-01`
  std::optional<std::string> id;     ///< of the one hold that is to be lifted
  bool all = false;                  ///< lift every hold, of `services` where they are named
};

}  // namespace relctl::plan
