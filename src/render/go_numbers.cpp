// SPDX-License-Identifier: MIT
#include "render/go_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <system_error>

#include "render/texts.hpp"

namespace relctl::render {
namespace {

/// The base that the prefix of `digits` names, which is taken off.
int take_base(std::string_view& digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  const char letter =
      digits[1] >= 'A' && digits[1] <= 'Z' ? static_cast<char>(digits[1] + 32) : digits[1];
  const int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (base == 0) {
    digits.remove_prefix(1);
    return 8;
  }
  digits.remove_prefix(2);
  return base;
}

/// ^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$
bool looks_like_float(std::string_view text) {
  const auto take_one_of = [&](std::string_view characters) {
    const bool found = !text.empty() && characters.find(text.front()) != std::string_view::npos;
    text.remove_prefix(found ? 1 : 0);
    return found;
  };
  const auto take_digits = [&] {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(count);
    return count > 0;
  };
  take_one_of("+-");
  const bool has_whole = take_digits();
  const bool has_fraction = take_one_of(".") && take_digits();
  if (!has_whole && !has_fraction) return false;
  if (take_one_of("eE")) {
    take_one_of("+-");
    if (!take_digits()) return false;
  }
  return text.empty();
}

}  // namespace

std::optional<std::uint64_t> parse_uint(std::string_view text, int base) {
  if (base == 0) base = take_base(text);
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_int(std::string_view text, int base) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto size = parse_uint(text, base);
  if (!size) return std::nullopt;
  constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
  if (*size > most + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - *size : *size);
}

std::optional<double> parse_float(std::string_view text) {
  if (!looks_like_float(text)) return std::nullopt;
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc{}) return value;
  // Out of range: too small is zero, too large is no number.
  value = std::strtod(std::string(text).c_str(), nullptr);
  if (std::isinf(value)) return std::nullopt;
  return value;
}

}  // namespace relctl::render
