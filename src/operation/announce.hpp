// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "forge/announce.hpp"
#include "git/publish/publish.hpp"
#include "git/repository.hpp"
#include "record/releases.hpp"

namespace relctl::operation {

/// How releases are announced.
struct AnnounceOptions {
  std::vector<std::string> assets;  ///< globs, besides those of release.announce
  bool draft = false;
  bool replaces_edits = false;
  bool checks = false;
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
  forge::Announced announced;
};

/// The announcement of a release: its tag's own notes, else those that its commits tell, and the
/// files of the work tree that are its assets.
forge::Announcement announcement_of(const git::Repository& repository, const config::Config& config,
                                    const Announcing& announcing, const AnnounceOptions& options);

/// Announces releases on the forge of the remote, one after the other. Throws as forge::announce.
std::vector<AnnouncedRelease> announce_all(const git::Repository& repository,
                                           const config::Config& config,
                                           const std::vector<Announcing>& all,
                                           const AnnounceOptions& options,
                                           const cli::Context& context);

/// Announces, where relctl.yaml asks for it, what `published` released, or what an earlier run of
/// the same job did: the exit code. The release stands whatever happens here: what fails is said on
/// stderr, with the command that finishes it.
int announce_published(const git::Repository& repository, const config::Config& config,
                       const git::Published& published, const cli::Context& context);

}  // namespace relctl::operation
