// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "edit/splice.hpp"

namespace relctl::json {

enum class Kind { null, boolean, number, string, array, object };

struct Member;

/// One value with its place in the source; a string's span includes its quotes.
struct Value {
  Kind kind = Kind::null;
  std::string text;  ///< a string decoded; a number, boolean or null as written
  edit::Span span;
  std::vector<Value> items;     ///< of an array
  std::vector<Member> members;  ///< of an object, in the file's order

  /// The value of member `name`; nothing when there is none or this is no object.
  [[nodiscard]] const Value* find(std::string_view name) const;
};

/// One member of an object.
struct Member {
  std::string name;  ///< decoded
  Value value;
};

/// Parses one RFC 8259 document; a UTF-8 byte order mark is passed over. Throws Error(input) with
/// line and column, for duplicate member names and beyond the limits (4 MiB, depth 100) too.
Value parse(std::string_view text, std::string_view file);

/// The value at a key path, in the same grammar as yaml::find. Throws Error(input) when the path is
/// malformed, and when a selector fits more than one item.
const Value* find(const Value& root, std::string_view key_path);

/// The string at `key_path`, decoded; nothing when there is none, or a value of another kind.
std::optional<std::string> get(std::string_view text, std::string_view file,
                               std::string_view key_path);

/// `text` with the string `value` of a document parsed from `text` replaced by `replacement`;
/// proved by parsing the result again: only that value differs. Throws Error(input) for a value
/// that is no string, and for a replacement that is not UTF-8.
std::string replace(std::string_view text, std::string_view file, const Value& value,
                    std::string_view replacement);

/// get, then replace, at `key_path`. Throws Error(input) when there is no string there.
std::string set(std::string_view text, std::string_view file, std::string_view key_path,
                std::string_view replacement);

}  // namespace relctl::json
