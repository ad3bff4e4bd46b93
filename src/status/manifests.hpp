// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendered_path.hpp"
#include "deploy/rendering.hpp"
#include "deploy/vouching.hpp"
#include "plan/history.hpp"
#include "plan/snapshot.hpp"

namespace relctl::status {

/// Manifests that a rendered path could get.
struct WaitingManifests {
  ObjectId revision;        ///< the commit that they would come from
  std::size_t objects = 0;  ///< that would be added, changed or removed
  std::size_t commits = 0;  ///< that change what is rendered; 0: not known
};

/// A rendered path, as git says.
struct ManifestsStatus {
  std::string path;
  std::optional<ObjectId> revision;  ///< nothing: it is not rendered yet
  std::optional<WaitingManifests> waiting;
};

/// Tells what rendered environments have, and what they could get.
class ManifestsReader {
 public:
  /// Both must outlive it.
  ManifestsReader(const config::Config& config, const plan::Snapshot& snapshot);
  ManifestsReader(const ManifestsReader&) = delete;
  ManifestsReader& operator=(const ManifestsReader&) = delete;

  /// The rendered paths of `environment`; none where it has no `render`. Only what changes its own
  /// objects waits: what `generate` would bring to an environment that nothing rendered comes
  /// before, and `promote` to another.
  std::vector<ManifestsStatus> read(const config::Environment& environment);

 private:
  std::optional<WaitingManifests> waiting_for(const deploy::RenderTarget& target,
                                              const deploy::RenderedPath& now);

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::History& history_;  ///< of what is rendered
  deploy::RenderMemory memory_;
  deploy::Vouching vouching_;
};

}  // namespace relctl::status
