// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edit/splice.hpp"
#include "yaml/reader.hpp"

namespace relctl::yaml {

enum class Kind { scalar, sequence, mapping, alias };

struct Entry;

/// One node with its place in the source. Null is a plain scalar with an empty value or a value
/// that YAML reads as null.
///
/// A collection's span covers its content: from its first `-` or key (or its bracket) to the end of
/// its last item or value (or its closing bracket), without comments and line ends behind it. A
/// new last item of a block sequence therefore goes on a line of its own after `span.end()`'s line,
/// with its `-` below that of the item before. A flow pair without braces (`[a: b]`) is
/// a mapping with `flow` set whose source does not start with `{`.
struct Node {
  Kind kind = Kind::scalar;
  std::string value;   ///< of a scalar: decoded; of an alias: the anchor's name
  std::string tag;     ///< explicit tag as written (`!!str`), empty when there is none
  std::string anchor;  ///< name without `&`, empty when there is none
  Style style = Style::plain;
  bool flow = false;  ///< a collection in `[]` or `{}`
  edit::Span span;    ///< of the node without tag and anchor; a quoted scalar with its quotes; of a
                      ///< null that is not written: empty, right behind what stands before it
  std::size_t start = 0;  ///< first byte that belongs to the node: its `-` when it is an item of a
                          ///< block sequence, its `?`, else its tag or anchor, else its span's
  std::vector<Node> items;     ///< of a sequence
  std::vector<Entry> entries;  ///< of a mapping, in the file's order

  /// The value of key `name` in this mapping; nothing when there is none or this is no mapping.
  [[nodiscard]] const Node* find(std::string_view name) const;
  /// The scalar at key `name` of this mapping; nothing for a null, a collection, and where there is
  /// none.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  /// True for a null: empty, `~` or `null`, unquoted.
  [[nodiscard]] bool is_null() const;
};

/// One key of a mapping with its value.
struct Entry {
  Node key;
  Node value;
};

/// A parsed YAML stream: one node a document.
struct Stream {
  std::string file;  ///< names it in errors
  std::string text;
  std::vector<Node> documents;
};

/// Reads all documents of `text` as kustomize does: split by split_chunks, each read by a Reader.
/// Throws Error(input) with line and column for what they refuse, for duplicate keys, cycles, names
/// of anchors that YAML 1.1 and 1.2 end at different characters, and beyond edit_limits, aliases
/// followed.
Stream parse(std::string_view text, std::string_view file);

/// The node at a key path (`a.b`, `a[0].b`, `a[name=x].image`, `"quoted.key".b`); aliases are not
/// followed. Nothing when there is none. Throws Error(input) when the path itself is malformed, and
/// when a selector fits more than one item: which one is meant cannot be told.
const Node* find(const Node& root, std::string_view key_path);

/// The decoded value of the scalar at `key_path` of the first document that has it; an alias of a
/// scalar reads as that scalar. Nothing for a null or a collection.
std::optional<std::string> get(std::string_view text, std::string_view file,
                               std::string_view key_path);

/// The stream's text with its scalar `node` replaced by `value`, in the scalar's own quoting where
/// it can hold the value, quoted where a plain scalar would not be read back as a string by YAML
/// 1.1 and 1.2. A null that is not written (`tag:`) is written. The result is proved: parsed again,
/// it differs in that scalar alone. Throws Error(input) for block and multi-line scalars, for
/// collections, for an alias, naming its anchor, and where the proof fails.
std::string replace(const Stream& stream, const Node& node, std::string_view value);

/// get, then replace, at `key_path`. Throws Error(input) when there is no such scalar.
std::string set(std::string_view text, std::string_view file, std::string_view key_path,
                std::string_view value);

/// `value` as a YAML scalar for any place, in flow collections too: plain where YAML 1.1 and 1.2
/// both read it back as the same string, else double-quoted, on one line. Throws Error(input) for a
/// value that is not UTF-8.
std::string quote_if_needed(std::string_view value);

}  // namespace relctl::yaml
