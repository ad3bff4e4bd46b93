// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace relctl::yaml {

/// Tells the byte at which a character of a UTF-8 text starts. Nothing is kept for ASCII.
class CharacterIndex {
 public:
  explicit CharacterIndex(std::string_view text);

  /// The byte offset of character number `character`; the text's size for any behind its last.
  [[nodiscard]] std::size_t byte_of(std::size_t character) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> bytes_;  ///< of every 64th character; empty: the text is ASCII
};

}  // namespace relctl::yaml
