// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/publish/attempt.hpp"
#include "git/publish/unpublished.hpp"

namespace relctl::git {

/// Makes the local tags that `attempt` of `operation` publishes. A local tag of an unpublished
/// release is replaced by what was published under its name, and deleted where nothing was, or
/// where the remote's object is not here; any other tag of that name stays. Returns notes for the
/// user.
std::vector<std::string> keep_tags(const Repository& repository, const plan::Operation& operation,
                                   const Attempt& attempt,
                                   const std::optional<Unpublished>& unpublished,
                                   const RemoteView& view);

/// keep_tags, and moves the local branches, index and files to what was published. Nothing local
/// fails a published release: what is impossible becomes a note with the command that does it.
std::vector<std::string> bring_along(Repository& repository, const plan::Operation& operation,
                                     const Attempt& attempt,
                                     const std::optional<Unpublished>& unpublished,
                                     const RemoteView& view);

/// The same where nothing was left to publish: `operation`'s user published it by a run that did
/// not live to bring the local branch along. Nothing but relctl's commits of that user is between.
std::vector<std::string> bring_left_behind(Repository& repository, const plan::Operation& operation,
                                           const RemoteView& view);

}  // namespace relctl::git
