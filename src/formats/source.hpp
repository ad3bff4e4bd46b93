// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "edit/splice.hpp"
#include "tree/tree.hpp"

namespace relctl::formats {

/// A file and its bytes.
struct Source {
  std::string file;
  std::string text;
};

/// How the text of a file is read, and so how an edit of it is carried out and proved.
enum class Syntax { text, toml, json, yaml, xml };

/// A place of a file that holds the version.
struct Spot {
  edit::Span span;    ///< the version's bytes; in YAML and JSON the whole scalar with its quotes
  std::string value;  ///< decoded
  std::string name;   ///< for messages: "[project] version"
  /// Written here where it is not the version as it is: a requirement, a number of four parts.
  std::optional<std::string> instead = std::nullopt;
};

/// The places of one file that hold a version.
struct Found {
  Source source;
  Syntax syntax = Syntax::text;
  std::vector<Spot> spots;
};

/// The regular file at `path`. Throws Error(input) when there is none, when it is beyond 4 MiB,
/// and as check_path does.
Source load(const Tree& tree, const std::string& path);

/// 3 for a text that begins with a UTF-8 byte order mark, else 0.
std::size_t mark_size(std::string_view text);

/// An Error(input) with the place of byte `offset` of `source`.
Error fault(const Source& source, std::size_t offset, const std::string& message);

/// An Error(input) about `source` as a whole.
Error fault(const Source& source, const std::string& message);

/// The one version that the spots of `found` agree on. Throws Error(input) with the place where
/// there is none, where they disagree, and where it is no semantic version.
std::string agreed_version(const Found& found);

/// The text of `found` with `version`, or what a spot says instead, at each of its spots; every
/// other byte stays, which is proved by reading the result again. Throws Error(input) where that
/// fails.
std::string replace(const Found& found, const std::string& version);

}  // namespace relctl::formats
