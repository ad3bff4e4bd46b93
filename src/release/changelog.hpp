// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

#include "config/config.hpp"
#include "formats/changelog.hpp"
#include "notes/notes.hpp"

namespace relctl::release {

/// The changelog `text` of `service` after `release`: people's own words first and untouched, then
/// what `told` has and they do not mention, by `#12`, by a commit's id of at least 7 digits, or in
/// the same words. Throws as formats::release_changelog.
formats::ReleasedChangelog released_changelog(const config::Config& config,
                                              const config::Service& service, std::string_view text,
                                              formats::ChangelogRelease release,
                                              const std::optional<notes::Notes>& told);

}  // namespace relctl::release
