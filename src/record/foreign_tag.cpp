// SPDX-License-Identifier: MIT
#include "record/foreign_tag.hpp"

#include <cctype>

namespace relctl::record {
namespace {

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

/// Whether a number stands in `prefix` that belongs to no word, a `v` before it left aside: it may
/// be a part of the version.
bool has_number(std::string_view prefix) {
  for (std::size_t i = 0; i < prefix.size();) {
    if (!is_digit(prefix[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < prefix.size() && is_digit(prefix[i]))
      ++i;
    const bool has_word_before = start > 0 && is_letter(prefix[start - 1]);
    const bool is_after_v = has_word_before &&
                            (prefix[start - 1] == 'v' || prefix[start - 1] == 'V') &&
                            (start == 1 || !is_letter(prefix[start - 2]));
    const bool has_word_after = i < prefix.size() && is_letter(prefix[i]);
    if ((!has_word_before || is_after_v) && !has_word_after) return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> tag_prefix(std::string_view tag) {
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const bool goes_on = i > 0 && (is_digit(tag[i - 1]) || tag[i - 1] == '.');
    if (!is_digit(tag[i]) || goes_on || !semver::parse(std::string(tag.substr(i)))) continue;
    if (has_number(tag.substr(0, i))) return std::nullopt;
    return std::string(tag.substr(0, i));
  }
  return std::nullopt;
}

std::optional<semver::Version> foreign_version(std::string_view tag) {
  const auto prefix = tag_prefix(tag);
  return prefix ? semver::parse(std::string(tag.substr(prefix->size()))) : std::nullopt;
}

}  // namespace relctl::record
