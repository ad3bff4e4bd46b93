// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "forge/announce.hpp"
#include "forge/comments.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "operation/after.hpp"
#include "record/releases.hpp"

namespace relctl::operation {

/// How releases are announced.
struct AnnounceOptions {
  std::vector<std::string> assets;  ///< globs, besides those of release.announce
  bool draft = false;
  bool replaces_edits = false;
  bool checks = false;
  bool runs_after = false;  ///< the commands of release.after run before
};

/// A release to be announced.
struct Announcing {
  const config::Service* service = nullptr;
  record::Release release;
};

/// What became of it.
struct AnnouncedRelease {
  std::string service;
  std::string version;
  std::string tag;
  std::optional<forge::Announced> announced;  ///< nothing: it is not announced
  std::vector<AfterCommand> after;            ///< that ran
  std::optional<forge::Told> told;            ///< where pull requests and issues are told
  std::string error;                          ///< what went wrong; empty: nothing
};

/// The announcement of a release: its tag's own notes, else those that its commits tell, and the
/// files of the work tree that are its assets.
forge::Announcement announcement_of(const git::Repository& repository, const config::Config& config,
                                    const Announcing& announcing, const AnnounceOptions& options);

/// Announces releases on the forge of the remote, one after the other. Throws as forge::announce
/// and run_after().
std::vector<AnnouncedRelease> announce_all(const git::Repository& repository,
                                           const config::Config& config,
                                           const std::vector<Announcing>& all,
                                           const AnnounceOptions& options, cli::Context& context);

/// `{service, version, tag, release: {url, state}, assets, after}`, with `error` where one came.
nlohmann::ordered_json announced_json(const AnnouncedRelease& each);

/// What followed a release that was published.
struct FollowUp {
  int code = 0;                        ///< the exit code: 0, or that of what failed
  std::vector<AnnouncedRelease> done;  ///< in order; none where relctl.yaml asks for nothing
};

/// Runs the commands of release.after and announces, where relctl.yaml asks for it, what
/// `published` released, or what an earlier run of the same job did. The release stands whatever
/// happens here: what fails is said on stderr, with the command that finishes it.
FollowUp follow_up(const git::Repository& repository, const config::Config& config,
                   const git::Published& published, cli::Context& context);

}  // namespace relctl::operation
