// SPDX-License-Identifier: MIT
#pragma once

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "semver/version.hpp"
#include "tree/object_id.hpp"

namespace relctl::release {

/// Throws Error(conflict) where `version`, the number that a first release of `service` would get
/// by itself, is not above all that is known: an environment runs it or a higher one, or tags of
/// another form than the configured one hold versions.
void check_first_release(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Service& service, const semver::Version& version);

/// Throws Error(conflict) for a service without releases that has no version files and is not made
/// here: all that the commit `source` holds of it are manifests, and environments that run it. Its
/// versions come from elsewhere, and a tag of this repository would stand for nothing.
void check_made_here(const config::Config& config, const plan::Snapshot& snapshot,
                     const config::Service& service, const ObjectId& source);

/// Throws Error(conflict) where an environment that a release is written to runs a higher version
/// than `version`: people say so when they want that.
void check_written_environments(const config::Config& config, const plan::Snapshot& snapshot,
                                const config::Service& service, const semver::Version& version);

}  // namespace relctl::release
