// SPDX-License-Identifier: MIT
#include "yaml/ambiguity.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

namespace relctl::yaml {
namespace {

struct OddCharacter {
  std::string_view bytes;  ///< in UTF-8
  std::string_view name;
};

constexpr std::array<OddCharacter, 3> odd_line_ends = {{
    {"\xc2\x85", "U+0085"},
    {"\xe2\x80\xa8", "U+2028"},
    {"\xe2\x80\xa9", "U+2029"},
}};

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<std::size_t>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::optional<Ambiguity> odd_character(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool is_control =
        (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
    if (is_control)
      return Ambiguity{line_at(text, at), fmt::format("the character U+{:04X}", byte)};
    for (const OddCharacter& odd : odd_line_ends) {
      if (text.substr(at).starts_with(odd.bytes))
        return Ambiguity{line_at(text, at), fmt::format("the character {}", odd.name)};
    }
  }
  return std::nullopt;
}

/// The first scalar with a tag in the order of the file.
const Node* tagged_scalar(const Node& node) {
  if (node.kind == Kind::scalar) return node.tag.empty() ? nullptr : &node;
  for (const Node& item : node.items) {
    if (const Node* found = tagged_scalar(item)) return found;
  }
  for (const Entry& entry : node.entries) {
    if (const Node* found = tagged_scalar(entry.key)) return found;
    if (const Node* found = tagged_scalar(entry.value)) return found;
  }
  return nullptr;
}

}  // namespace

std::optional<Ambiguity> find_ambiguity(std::string_view text, std::string_view file) {
  if (auto odd = odd_character(text)) return odd;
  try {
    const Stream stream = parse(text, file);
    for (const Node& document : stream.documents) {
      if (const Node* node = tagged_scalar(document)) {
        return Ambiguity{line_at(stream.text, node->start), fmt::format("the tag {}", node->tag)};
      }
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
  }
  return std::nullopt;
}

}  // namespace relctl::yaml
