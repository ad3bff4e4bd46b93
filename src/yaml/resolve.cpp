// SPDX-License-Identifier: MIT
#include "yaml/resolve.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.hpp"

namespace relctl::yaml {
namespace {

constexpr std::string_view digits = "0123456789";

bool is_word(std::string_view lower) {
  static constexpr std::array<std::string_view, 13> words = {
      "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ""};
  return std::find(words.begin(), words.end(), lower) != words.end();
}

bool consists_of(std::string_view text, std::string_view letters) {
  return text.find_first_not_of(letters) == std::string_view::npos;
}

/// Takes up to `most` digits off the front; false when there is none.
bool take_digits(std::string_view& text, std::size_t most) {
  const std::size_t count = std::min({text.find_first_not_of(digits), text.size(), most});
  text.remove_prefix(count);
  return count > 0;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// `2024-01-01`, alone or with a time behind it.
bool is_date(std::string_view text) {
  const bool date = text.find('-') == 4 && take_digits(text, 4) && take(text, '-') &&
                    take_digits(text, 2) && take(text, '-') && take_digits(text, 2);
  return date && (text.empty() || text.front() == 't' || text.front() == ' ');
}

/// Numbers with a prefix for their base.
bool is_based_integer(std::string_view number) {
  if (number.size() < 3 || number[0] != '0') return false;
  const std::string_view rest = number.substr(2);
  switch (number[1]) {
    case 'x':
      return consists_of(rest, "0123456789abcdef_");
    case 'o':
      return consists_of(rest, "01234567_");
    case 'b':
      return consists_of(rest, "01_");
    default:
      return false;
  }
}

/// `1`, `1_000`, `1.5`, `.5`, `1.`, `1e3`, `1:20`, `1:20.5`: at most one point and one exponent.
bool is_decimal(std::string_view number) {
  std::string_view mantissa = number.substr(0, number.find('e'));
  if (mantissa.find_first_of(digits) == std::string_view::npos) return false;
  if (!consists_of(mantissa, "0123456789_.:") || mantissa.front() == '_') return false;
  if (std::count(mantissa.begin(), mantissa.end(), '.') > 1) return false;
  if (mantissa.size() == number.size()) return true;
  std::string_view exponent = number.substr(mantissa.size() + 1);
  if (!exponent.empty() && (exponent[0] == '+' || exponent[0] == '-')) exponent.remove_prefix(1);
  return !exponent.empty() && consists_of(exponent, "0123456789_");
}

}  // namespace

bool resolves_to_other_type(std::string_view word) {
  const std::string lower = ascii_lower(word);
  if (is_word(lower) || is_date(lower)) return true;
  std::string_view number = lower;
  if (number[0] == '+' || number[0] == '-') number.remove_prefix(1);
  if (number.empty()) return false;
  return number == ".inf" || number == ".nan" || is_based_integer(number) || is_decimal(number);
}

}  // namespace relctl::yaml
