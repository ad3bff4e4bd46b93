// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "formats/build_number.hpp"
#include "tree/tree.hpp"

namespace relctl::formats {

/// A file that holds a service's version. Without key, pattern and format its name tells the
/// format (pyproject.toml, package.json, …).
struct VersionFile {
  std::string path;
  std::optional<std::string> key;  ///< key path (`a.b[0].c`) into YAML, JSON or TOML
  /// Text with `{version}` once. `^` at its beginning and `$` at its end are those of a line;
  /// braces around the part at an end (`{$}`) take it literally.
  std::optional<std::string> pattern;
  std::optional<std::string> format;  ///< a format's name where the file name does not tell it
  /// How often `pattern` must match; nothing: as often as it does, at least once.
  std::optional<std::size_t> count = 1;
  /// What a release does with a build number (`1.2.3+45`); nothing: what the format's tools want,
  /// which is `increment` for pubspec.yaml; elsewhere the build is a part of the version.
  std::optional<BuildNumber> build = std::nullopt;
  bool operator==(const VersionFile&) const = default;
};

/// The version that `file` holds, as written. Throws Error(input), with the place, when the file
/// is missing, is not of its format, or has no version or a dynamic one.
std::string read_version(const Tree& tree, const VersionFile& file);

/// The files that change when `version` is written to `file`: itself, and those that name its
/// version (lock files, requirements of its workspace, Maven's modules). Only the version's bytes
/// change. Empty when they hold it already. Throws Error(input) as read_version does, and where a
/// requirement would no longer take the version and cannot follow.
std::vector<FileContent> write_version(const Tree& tree, const VersionFile& file,
                                       const std::string& version);

/// The files that change when the version is taken out of `file` and of those that name it: two
/// trees that differ in versions alone are equal afterwards. Throws Error(input) as read_version
/// does.
std::vector<FileContent> erase_version(const Tree& tree, const VersionFile& file);

/// What write_version does with the build number of `file`, in a sentence; empty where it has none.
/// Throws Error(input) as read_version does.
std::string describe_build(const Tree& tree, const VersionFile& file, const std::string& version);

/// True when a version file at `path` needs neither key, pattern nor format.
bool is_known_file_name(std::string_view path);

}  // namespace relctl::formats
