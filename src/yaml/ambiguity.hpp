// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::yaml {

/// Something in a text that two readers of YAML may read differently.
struct Ambiguity {
  std::size_t line = 0;  ///< from 1, counted by line feeds
  std::string what;      ///< a phrase: `the character U+0085`
};

/// The first place of `text` that readers of YAML disagree on: a line end that only YAML 1.1 knows
/// (U+0085, U+2028, U+2029) or another control character, and a scalar with a tag (`!!int 1`),
/// which makes another value of it. Nothing where there is none, and for a text that is no YAML.
std::optional<Ambiguity> find_ambiguity(std::string_view text, std::string_view file);

}  // namespace relctl::yaml
