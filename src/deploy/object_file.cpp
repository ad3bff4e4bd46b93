// SPDX-License-Identifier: MIT
#include "deploy/object_file.hpp"

#include <fmt/format.h>

#include "plan/draft.hpp"

namespace relctl::deploy {
namespace {

/// File systems take 255 bytes; a service's own name is never near that.
constexpr std::size_t longest_name = 240;
constexpr std::string_view suffix = ".yaml";

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string escaped_byte(char c) {
  return fmt::format("%{:02x}", static_cast<unsigned char>(c));
}

/// A dot is the separator of kind and group, so a kind has none.
std::string kind_text(std::string_view kind) {
  std::string text;
  for (const char c : kind) {
    if (is_upper(c)) {
      if (!text.empty()) text += '-';
      text += static_cast<char>(c - 'A' + 'a');
    } else {
      // A kind that begins with a small letter is another than the one with a capital.
      const bool stays = (is_lower(c) && !text.empty()) || is_digit(c);
      text += stays ? std::string(1, c) : escaped_byte(c);
    }
  }
  return text;
}

std::string name_text(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const bool stays = is_lower(c) || is_digit(c) || c == '-' || c == '.';
    text += stays ? std::string(1, c) : escaped_byte(c);
  }
  return text;
}

}  // namespace

std::string object_file(const render::Id& id) {
  std::string name;
  if (!id.ns.empty()) name = name_text(id.ns) + '_';
  name += kind_text(id.gvk.kind);
  if (!id.gvk.group.empty()) name += '.' + name_text(id.gvk.group);
  name += '_' + name_text(id.name);
  if (name.size() > longest_name) {
    const std::string rest = plan::blob_id(name).hex();
    // No other name has this mark.
    name = name.substr(0, longest_name - rest.size() - 1) + '~' + rest;
  }
  return name + std::string(suffix);
}

}  // namespace relctl::deploy
