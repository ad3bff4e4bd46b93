// SPDX-License-Identifier: MIT
#include "render/scalar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "render/base64.hpp"
#include "render/fields.hpp"
#include "render/go_numbers.hpp"
#include "render/timestamp.hpp"

namespace relctl::render {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// The words that both versions of go-yaml know.
std::optional<Meaning> word(std::string_view text) {
  using Words = std::array<std::string_view, 3>;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (text.empty() || text == "~" || is_one_of(text, Words{"null", "Null", "NULL"}))
    return Meaning{Tag::null};
  if (is_one_of(text, Words{"true", "True", "TRUE"})) return Meaning{Tag::boolean, true};
  if (is_one_of(text, Words{"false", "False", "FALSE"})) return Meaning{Tag::boolean, false};
  if (is_one_of(text, Words{".nan", ".NaN", ".NAN"}))
    return Meaning{Tag::floating, false, std::numeric_limits<double>::quiet_NaN()};
  if (is_one_of(text, Words{".inf", ".Inf", ".INF"}) ||
      is_one_of(text, Words{"+.inf", "+.Inf", "+.INF"}))
    return Meaning{Tag::floating, false, infinity};
  if (is_one_of(text, Words{"-.inf", "-.Inf", "-.INF"}))
    return Meaning{Tag::floating, false, -infinity};
  if (text == "<<") return Meaning{Tag::merge};
  return std::nullopt;
}

std::string without_underscores(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '_');
  return plain;
}

/// Go takes underscores in a number where a digit stands on both sides.
bool underscores_between_digits(std::string_view text) {
  const auto digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && (i == 0 || !digit(i - 1) || !digit(i + 1))) return false;
  }
  return true;
}

/// What go-yaml tries behind strconv's own bases: digits, with a sign of their own, behind
/// `prefix`.
std::optional<Number> behind_prefix(std::string_view plain, std::string_view prefix, int base) {
  if (plain.starts_with(prefix)) {
    plain.remove_prefix(prefix.size());
    if (const auto value = parse_int(plain, base)) return *value;
    if (const auto value = parse_uint(plain, base)) return *value;
  } else if (plain.starts_with('-') && plain.substr(1).starts_with(prefix)) {
    if (const auto value = parse_int("-" + std::string(plain.substr(3)), base)) return *value;
  }
  return std::nullopt;
}

Meaning number(std::string_view text, bool octal_prefix) {
  if (is_timestamp(text)) return {Tag::timestamp};
  const std::string plain = without_underscores(text);
  if (const auto value = parse_int(plain, 0)) return {Tag::integer, false, *value};
  if (const auto value = parse_uint(plain, 0)) return {Tag::integer, false, *value};
  if (const auto value = parse_float(plain)) return {Tag::floating, false, *value};
  if (const auto value = behind_prefix(plain, "0b", 2)) return {Tag::integer, false, *value};
  if (octal_prefix) {
    if (const auto value = behind_prefix(plain, "0o", 8)) return {Tag::integer, false, *value};
  }
  return {};
}

Meaning resolve(std::string_view text, bool octal_prefix) {
  if (const auto known = word(text)) return *known;
  const char first = text[0];
  if (first == '.') {
    if (!underscores_between_digits(text)) return {};
    if (const auto value = parse_float(without_underscores(text)))
      return {Tag::floating, false, *value};
    return {};
  }
  if ((first >= '0' && first <= '9') || first == '-' || first == '+')
    return number(text, octal_prefix);
  return {};
}

/// The exponent from which Go's %g form has one.
constexpr int exponent_of_yaml = 6;

/// The fewest digits that give `value` back, as D.DDDe+XX.
std::string scientific(double value) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                    std::chars_format::scientific);
  return {buffer.data(), result.ptr};
}

int exponent_in(const std::string& scientific) {
  return static_cast<int>(
      *parse_int(std::string_view(scientific).substr(scientific.find('e') + 1), 10));
}

/// The same digits without an exponent.
std::string fixed(const std::string& scientific) {
  std::string digits = scientific.substr(0, scientific.find('e'));
  const std::string sign = digits.starts_with('-') ? "-" : "";
  std::erase(digits, '-');
  std::erase(digits, '.');
  const int power = exponent_in(scientific);
  if (power < 0)
    return sign + "0." + std::string(static_cast<std::size_t>(-power - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(power) + 1;
  if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0');
  return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

/// `value` in Go's shortest form: with an exponent below -4 and from `exponent` on.
std::string shortest(double value, int exponent) {
  const std::string text = scientific(value);
  const int power = exponent_in(text);
  return power < -4 || power >= exponent ? text : fixed(text);
}

[[noreturn]] void contradiction(const Arena& arena, const Node& scalar) {
  throw Error(ErrorKind::input,
              "\"" + std::string(scalar.text) + "\" is not of the type that its place has")
      .at(location_of(arena, &scalar))
      .hint("the value was put where a number, boolean or null stood: quote the value there");
}

}  // namespace

Meaning meaning_of(std::string_view text) {
  return resolve(text, true);
}

Meaning meaning_in_yaml_1_1(std::string_view text) {
  using Words = std::array<std::string_view, 8>;
  if (is_one_of(text, Words{"y", "Y", "yes", "Yes", "YES", "on", "On", "ON"}))
    return {Tag::boolean, true};
  if (is_one_of(text, Words{"n", "N", "no", "No", "NO", "off", "Off", "OFF"}))
    return {Tag::boolean, false};
  return resolve(text, false);
}

bool is_other_type_in_yaml_1_1(std::string_view text) {
  if (text.empty() || text.find('\n') != std::string_view::npos) return false;
  const Tag tag = meaning_in_yaml_1_1(text).tag;
  // Decoded without a type in mind, a time and a merge key are strings.
  return tag != Tag::string && tag != Tag::timestamp && tag != Tag::merge;
}

/// Between brackets go-yaml quotes a time with a colon, and what is not there: strings from then
/// on.
bool is_quoted_between_brackets(const Node& scalar) {
  if (!scalar.flow) return false;
  if (scalar.tag == Tag::timestamp) return scalar.text.find(':') != std::string_view::npos;
  return scalar.tag == Tag::null && scalar.text.empty() && !scalar.tagged;
}

ScalarValue value_of(const Arena& arena, const Node& scalar) {
  const bool quoted = scalar.style != Style::plain;
  switch (scalar.tag) {
    case Tag::string:
    case Tag::merge:
    case Tag::other:
      return {};
    case Tag::none:
      if (quoted || scalar.text.find('\n') != std::string_view::npos) return {};
      return {meaning_of(scalar.text), ""};
    case Tag::binary: {
      auto bytes = base64_decoded(scalar.text);
      if (!bytes) contradiction(arena, scalar);
      return {{}, std::move(*bytes)};
    }
    default:
      break;
  }
  if (is_quoted_between_brackets(scalar)) return {};
  Meaning meaning = meaning_of(scalar.text);
  if (meaning.tag == scalar.tag) return {quoted && !scalar.tagged ? Meaning{} : meaning, ""};
  if (scalar.tag == Tag::floating && meaning.tag == Tag::integer) {
    meaning.number = to_double(meaning.number);
    return {meaning, ""};
  }
  contradiction(arena, scalar);
}

double to_double(const Number& number) {
  return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

std::string printed_number(const Number& number) {
  const std::string text = json_text(number);
  if (const auto value = parse_int(text, 0)) return std::to_string(*value);
  if (const auto value = parse_uint(text, 0)) return std::to_string(*value);
  return shortest(to_double(number), exponent_of_yaml);
}

std::string yaml_text_of_double(double value) {
  return shortest(value, exponent_of_yaml);
}

std::string json_text(const Number& number) {
  if (const auto* whole = std::get_if<std::int64_t>(&number)) return std::to_string(*whole);
  if (const auto* whole = std::get_if<std::uint64_t>(&number)) return std::to_string(*whole);
  const double value = std::get<double>(number);
  const double size = std::fabs(value);
  if (size != 0 && (size < 1e-6 || size >= 1e21)) {
    std::string text = scientific(value);
    // Go writes e-9 here, and e-09 elsewhere.
    if (text.size() >= 4 && text.substr(text.size() - 4, 3) == "e-0")
      text.erase(text.size() - 2, 1);
    return text;
  }
  return fixed(scientific(value));
}

std::string json_time(std::string_view text) {
  return rfc3339(text);
}

}  // namespace relctl::render
