// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendered_path.hpp"
#include "deploy/rendering.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// The objects of a rendered path that are not as the commit that it names renders them, each as
/// `KIND/NAME`: people edited them. `origin` is where that commit lies. None where it is gone with
/// a squashed branch: what it rendered to cannot be told.
std::vector<std::string> hand_edits(const plan::Snapshot& origin, const RenderTarget& target,
                                    const RenderedPath& now, RenderMemory& memory);

/// True when somebody answers for the edits of `path` with `Relctl-Override`: in a commit of
/// `place` that changed it since relctl wrote it last.
bool is_answered_for(const plan::Place& place, const std::string& path);

/// The refusal to undo `edits`, which `command` with `--drop-override` does.
Error undone_edits(const std::string& command, const RenderTarget& target,
                   const std::vector<std::string>& edits);

}  // namespace relctl::deploy
