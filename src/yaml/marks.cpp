// SPDX-License-Identifier: MIT
#include "yaml/marks.hpp"

#include <algorithm>

namespace relctl::yaml {
namespace {

constexpr std::size_t step = 64;

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool starts_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
}

}  // namespace

CharacterIndex::CharacterIndex(std::string_view text) : text_(text) {
  if (std::all_of(text.begin(), text.end(), is_ascii)) return;
  std::size_t character = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!starts_character(text[at])) continue;
    if (character % step == 0) bytes_.push_back(static_cast<std::uint32_t>(at));
    ++character;
  }
}

std::size_t CharacterIndex::byte_of(std::size_t character) const {
  if (bytes_.empty()) return std::min(character, text_.size());
  if (character / step >= bytes_.size()) return text_.size();
  std::size_t at = bytes_[character / step];
  for (std::size_t left = character % step; left > 0 && at < text_.size(); --left) {
    ++at;
    while (at < text_.size() && !starts_character(text_[at]))
      ++at;
  }
  return at;
}

}  // namespace relctl::yaml
