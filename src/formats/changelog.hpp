// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::formats {

/// Entries that are added to what people wrote under Unreleased.
struct ChangelogSection {
  std::string title;                 ///< of a heading of the third level
  std::vector<std::string> entries;  ///< lines of Markdown, each with `\n` at its end
};

/// What a changelog is to say of a release.
struct ChangelogRelease {
  std::string version;
  std::string tag;   ///< the release's git tag, for the links at the foot
  std::string date;  ///< such as 2024-05-31
  std::vector<ChangelogSection> sections = {};  ///< what it says besides people's own words
  std::string otherwise = {};                   ///< a line, where there is nothing else to say
};

/// A changelog after a release.
struct ReleasedChangelog {
  std::string text;
  bool was_empty = false;      ///< the Unreleased section said nothing
  bool links_unclear = false;  ///< the Unreleased link has no form that relctl knows: left as it is
};

/// The changelog `text` (https://keepachangelog.com) after a release: what stood under Unreleased
/// stands under the version, in the style of the headings there are, and an empty Unreleased is on
/// top. Headings may be of the first or the second level, and
/// underlined. A link `[unreleased]: …/compare/OLD...HEAD` at the foot begins at the new tag, and
/// `[VERSION]: …/compare/OLD...TAG` follows it; without one none is added. Every other byte stays.
/// Throws Error(input) when there is no Unreleased section, or a section of that version already.
/// `sections` come after people's words: below a heading of the same title where there is one, else
/// below one of their own at the end.
ReleasedChangelog release_changelog(std::string_view text, std::string_view file,
                                    const ChangelogRelease& release);

/// What `text` says under Unreleased, as changelog_section() has it. Throws Error(input) as
/// release_changelog().
std::string unreleased_text(std::string_view text, std::string_view file);

/// What `text` says of `version`: its section without the heading, the blank lines around it and
/// the links at the foot, with `\n` at the end of each line but the last. Nothing where there is
/// no such section.
std::optional<std::string> changelog_section(std::string_view text, std::string_view version);

}  // namespace relctl::formats
