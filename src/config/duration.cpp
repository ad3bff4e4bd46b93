// SPDX-License-Identifier: MIT
#include "config/duration.hpp"

#include <charconv>

namespace relctl::config {

std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  constexpr std::chrono::seconds longest = std::chrono::hours(24);
  long unit = 1;
  if (text.ends_with('s') || text.ends_with('m') || text.ends_with('h')) {
    if (text.back() == 'm') unit = 60;
    if (text.back() == 'h') unit = 3600;
    text.remove_suffix(1);
  }
  // from_chars would take a minus sign.
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  long number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || number < 1 || number > longest.count() / unit) return std::nullopt;
  return std::chrono::seconds(number * unit);
}

}  // namespace relctl::config
