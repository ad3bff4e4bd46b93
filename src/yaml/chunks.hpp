// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace relctl::yaml {

/// What a text may have at most.
struct Limits {
  std::size_t bytes = 0;
  std::size_t depth = 0;  ///< nesting of collections
  std::size_t nodes = 0;
};

/// Of a file that is edited: 4 MiB, depth 100, 200,000 nodes.
inline constexpr Limits edit_limits{4U << 20U, 100, 200'000};
/// Of a file that is read for a build: 64 MiB, depth 1,000, 5 million nodes.
inline constexpr Limits build_limits{64U << 20U, 1000, 5'000'000};

/// A part of a text that is parsed by itself, and holds one document at most.
struct Chunk {
  std::string_view text;
  std::size_t offset = 0;  ///< of its first byte in the whole text
  std::size_t line = 1;    ///< its first line's number in the whole text, from 1
};

/// Splits `text` as kyaml does (kio.splitDocuments) before it parses: at each line but the first
/// that starts with `---` and holds nothing but blanks or a comment behind it. The line belongs to
/// no chunk. A last line without a line end splits nothing, and neither does a `---` right below
/// one that does: those begin the next chunk's document. Throws Error(input) for a `---` line that
/// holds more, which kustomize refuses, for a text beyond `limits.bytes`, and for one that is not
/// UTF-8 or has a control character, a carriage return without a line feed, or a byte order mark
/// behind its start.
std::vector<Chunk> split_chunks(std::string_view text, std::string_view file, const Limits& limits);

}  // namespace relctl::yaml
