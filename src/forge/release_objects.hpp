// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "forge/api.hpp"
#include "forge/releases.hpp"

namespace relctl::forge {

/// A release as GitHub's API and Gitea's, which was modelled on it, tell of it.
HostedRelease read_release(const Json& json);

/// The published releases first, then the oldest: ids are given out in order.
void sort_releases(std::vector<HostedRelease>& releases);

/// The body of a request that makes or changes a release.
Json release_json(const ReleaseText& text, bool draft);

}  // namespace relctl::forge
