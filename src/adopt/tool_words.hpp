// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adopt/tool_settings.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {

/// `text` with each of `spellings`, the tool's words for the version (`{new_version}`, `$version`),
/// as `{version}`. Nothing where other words of the tool stand in it, or the version not once.
std::optional<std::string> version_template(std::string_view text,
                                            const std::vector<std::string>& spellings);

/// Takes `text` for the message of releases: its first line, and without a mark that keeps CI off.
/// Where it holds words that relctl has not, `left` says so.
void take_message(const std::string& text, const std::vector<std::string>& spellings,
                  ToolSettings& result);

/// The texts of a sequence, or the one text that stands instead.
std::vector<std::string> texts_of(const yaml::Node* node);

/// True where `key` of `settings` is true.
bool is_true(const yaml::Node& settings, std::string_view key);

/// The place of the version in the file at `path`, where only its name is known: by its format,
/// else by the one line that assigns a version. Nothing where there is neither.
std::optional<formats::VersionFile> version_place(const Tree& tree, const std::string& path);

/// The place that the line of `text` with `version` makes: the words around it as a pattern.
/// Nothing where no line, or more than one, holds it, or the words cannot be told from a pattern's.
std::optional<std::string> pattern_around(std::string_view line, std::string_view version);

/// Adds "KEY has no word here: WHY" for each of `keys` that `settings` has.
struct Unknown {
  std::string_view key;
  std::string_view why;
};
void mention_left(const yaml::Node& settings, const std::vector<Unknown>& unknown,
                  ToolSettings& result);

}  // namespace relctl::adopt
