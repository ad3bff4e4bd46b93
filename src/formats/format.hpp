// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/build_number.hpp"
#include "formats/rewrite.hpp"
#include "formats/source.hpp"
#include "tree/tree.hpp"

namespace relctl::formats {

/// What relctl knows of one kind of version file.
struct Format {
  std::string_view name;                     ///< for `format:` in relctl.yaml
  std::vector<std::string_view> file_names;  ///< a leading `*` stands for any beginning
  /// The places that hold the version; the file may be another one than `path` (an inherited
  /// version).
  Found (*find)(const Tree& tree, const std::string& path);
  /// Adds the places that name the version elsewhere; may be none.
  void (*follow)(const Move& move, Rewrite& rewrite) = nullptr;
  /// Throws Error(input) for a version that the format cannot hold; may be none.
  void (*check)(const std::string& path, const std::string& version) = nullptr;
  /// What a release does with build numbers where relctl.yaml does not say; nothing: they are a
  /// part of the version.
  std::optional<BuildNumber> build = std::nullopt;
};

/// The one table of formats. To add a format: a file of its own, and a row here.
const std::vector<Format>& formats();

/// The format that the name of the file at `path` tells; nullptr where it tells none.
const Format* format_of_path(std::string_view path);

/// The format called `name`; nullptr where there is none.
const Format* format_called(std::string_view name);

Found find_plain(const Tree& tree, const std::string& path);
Found find_pyproject(const Tree& tree, const std::string& path);
void follow_pyproject(const Move& move, Rewrite& rewrite);
Found find_setup_cfg(const Tree& tree, const std::string& path);
Found find_package_json(const Tree& tree, const std::string& path);
void follow_package_json(const Move& move, Rewrite& rewrite);
void follow_lerna(const Move& move, Rewrite& rewrite);
Found find_composer_json(const Tree& tree, const std::string& path);
void follow_composer_json(const Move& move, Rewrite& rewrite);
Found find_cargo(const Tree& tree, const std::string& path);
void follow_cargo(const Move& move, Rewrite& rewrite);
Found find_chart(const Tree& tree, const std::string& path);
void follow_chart(const Move& move, Rewrite& rewrite);
Found find_pubspec(const Tree& tree, const std::string& path);
Found find_meson(const Tree& tree, const std::string& path);
Found find_cmake(const Tree& tree, const std::string& path);
void check_cmake(const std::string& path, const std::string& version);
Found find_pom(const Tree& tree, const std::string& path);
void follow_pom(const Move& move, Rewrite& rewrite);
Found find_csproj(const Tree& tree, const std::string& path);
void follow_csproj(const Move& move, Rewrite& rewrite);

/// The scalar at `key` of a YAML, JSON or TOML file; the ending of its name, or `format`, tells
/// which.
Found find_key(const Tree& tree, const std::string& path, const std::string& key,
               std::string_view format);

/// The version where `pattern` matches, `count` times; nothing: as often as it does, at least once.
Found find_pattern(const Tree& tree, const std::string& path, const std::string& pattern,
                   std::optional<std::size_t> count);

}  // namespace relctl::formats
