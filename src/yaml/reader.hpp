// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "yaml/chunks.hpp"

namespace relctl::yaml {

enum class Style { plain, single_quoted, double_quoted, literal, folded };

enum class EventKind {
  scalar,
  alias,
  sequence_start,
  sequence_end,
  mapping_start,
  mapping_end,
};

/// A place in the whole text. Columns count bytes from 1, without a byte order mark; lines count
/// from 1, and end where YAML 1.1 ends them (U+0085, U+2028 and U+2029 too).
struct Mark {
  std::size_t offset = 0;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// One event of a document. The views are good until the next event is asked for.
///
/// A node starts with its tag or anchor. The end of a block collection is the next token's start;
/// of a block scalar, the next line with content. A scalar that is not written is empty and plain,
/// and starts where it ends, or has its tag and anchor alone.
struct Event {
  EventKind kind = EventKind::scalar;
  std::string_view anchor;  ///< of an alias: what it stands for; empty: none
  std::string_view tag;     ///< resolved (`tag:yaml.org,2002:str`); empty: none, or `!`
  std::string_view value;   ///< of a scalar, decoded
  Style style = Style::plain;
  bool flow = false;  ///< a collection in `[]` or `{}`
  Mark start;
  Mark end;
};

/// The events of the one document of a chunk, as go-yaml (so kustomize, Argo CD and Flux) reads it:
/// libyaml, which go-yaml is a port of, and what go-yaml refuses beyond that. Depth and number of
/// nodes are judged at each event, before the parser is asked for the next one.
class Reader {
 public:
  /// Reads `chunk`, which split_chunks made of the text named `file`; that text must
  /// outlive the reader.
  Reader(const Chunk& chunk, std::string_view file, const Limits& limits);
  Reader(Reader&& other) noexcept;
  Reader& operator=(Reader&& other) noexcept;
  ~Reader();

  /// The next event; nothing at the end of the document, and where the chunk has none. Throws
  /// Error(input) with the place for text that is not YAML, a second document, `%YAML` other than
  /// 1.1, an alias without anchor, `\/` in double quotes, `?` in a plain scalar in flow or right
  /// before a value, and beyond the limits.
  std::optional<Event> next();

  /// The number of nodes so far, aliases counted as one.
  [[nodiscard]] std::size_t nodes() const;

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace relctl::yaml
