// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::adopt {

/// A place in a text where a version is assigned: `version="1.2.3"`, `VERSION := 1.2.3`,
/// `<Version>1.2.3</Version>`.
struct VersionLine {
  std::string pattern;  ///< for relctl.yaml, with `{version}`; it matches the text once
  std::string version;  ///< a semantic version
  bool operator==(const VersionLine&) const = default;
};

/// The only such place in `text`; nothing where there is none, or several.
std::optional<VersionLine> version_line(std::string_view text);

/// True where some line of `text` assigns a version of any kind, to be read or not: lines that name
/// the versions of tools and of dependencies do not count.
bool assigns_version(std::string_view text);

/// True for a file that declares a package in a language of its own, so that only a pattern finds
/// the version: setup.py, gradle.properties, …
bool declares_package(std::string_view path);

/// True for a file that often repeats its package's version: Makefile, version.py, …
bool may_repeat_version(std::string_view path);

}  // namespace relctl::adopt
