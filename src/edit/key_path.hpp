// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace relctl::edit {

/// Selects the item of a list whose member `key` is `value`: `[name=web]`.
struct Selector {
  std::string key;
  std::string value;
  bool operator==(const Selector&) const = default;
};

/// One step of a key path: a member name, a list index, or a selector.
using KeyStep = std::variant<std::string, std::size_t, Selector>;

/// Parses `a.b[0].c`, `a[name=x].image`, `"dotted.key".b`. A name with `.`, `[`, `]`, `=`, quotes
/// or spaces around it is written in double quotes, where `\"` and `\\` stand for `"` and `\`; so
/// is the key or value of a selector (`[name="a]b"]`). A path may start with `[`. Throws
/// Error(input) naming the fault and its column.
std::vector<KeyStep> parse_key_path(std::string_view text);

}  // namespace relctl::edit
