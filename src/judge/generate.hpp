// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/outcome.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"

namespace relctl::judge {

/// `relctl generate`: what was asked for.
struct GenerateRequest {
  plan::Operation operation;
  std::vector<std::string> environments;  ///< none: all that have a source or are rendered
  /// Objects of rendered environments that may go away though they hold data: `KIND/NAME`.
  std::vector<std::string> removable;
  bool drop_override = false;  ///< what people edited in a rendered path may be undone
};

/// Plans one commit that writes the paths of environments from their sources, with the images that
/// they run. Rendered ones without a predecessor are rendered from the tip, others from the
/// revision that they name. One that is held stays, and one that was edited by hand with
/// `Relctl-Override` while it renders from the same files. No plan where all is so already. Throws
/// Error(usage) for an environment that has neither `source` nor `render`, or one that is on
/// another branch, and Error(conflict) where such edits would be undone.
plan::Result generate(const config::Config& config, const plan::Snapshot& snapshot,
                      const GenerateRequest& request);

/// `relctl adopt`: what was asked for.
struct AdoptRequest {
  plan::Operation operation;
  std::string path;  ///< a file or folder
  std::optional<std::string> reason;
  /// Files at or below the path as they are on disk, committed or not.
  std::vector<FileContent> files;
};

/// Plans one commit that records the content of files below generated paths in `.relctl/`. The
/// files themselves are not committed by it. Files that the tip has and the request does not are
/// recorded as deleted. Throws Error(usage) where nothing at the path is guarded.
plan::Result adopt(const config::Config& config, const plan::Snapshot& snapshot,
                   const AdoptRequest& request);

}  // namespace relctl::judge
