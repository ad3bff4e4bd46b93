// SPDX-License-Identifier: MIT
#include "config/scalar_type.hpp"

#include <algorithm>
#include <array>

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 6> booleans = {"true",  "True",  "TRUE",
                                                      "false", "False", "FALSE"};
constexpr std::array<std::string_view, 4> not_finite = {".inf", ".Inf", ".INF", ".nan"};

constexpr std::string_view digits = "0123456789";

bool is_digits(std::string_view text, std::string_view alphabet) {
  return !text.empty() && text.find_first_not_of(alphabet) == std::string_view::npos;
}

std::string_view without_sign(std::string_view text) {
  return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

bool is_integer(std::string_view text) {
  if (text.starts_with("0x")) return is_digits(text.substr(2), "0123456789abcdefABCDEF");
  if (text.starts_with("0o")) return is_digits(text.substr(2), "01234567");
  return is_digits(without_sign(text), digits);
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal(std::string_view text) {
  text = without_sign(text);
  if (std::find(not_finite.begin(), not_finite.end(), text) != not_finite.end()) return true;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!is_digits(without_sign(text.substr(exponent + 1)), digits)) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text, digits);
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(point + 1);
  const bool parts_are_digits = (whole.empty() || is_digits(whole, digits)) &&
                                (fraction.empty() || is_digits(fraction, digits));
  return parts_are_digits && !(whole.empty() && fraction.empty());
}

}  // namespace

ScalarType scalar_type(const yaml::Node& node) {
  if (node.kind != yaml::Kind::scalar) return ScalarType::none;
  if (node.style != yaml::Style::plain || node.tag.ends_with("str")) return ScalarType::text;
  const std::string_view text = node.value;
  if (node.is_null()) return ScalarType::null;
  const bool is_boolean = std::find(booleans.begin(), booleans.end(), text) != booleans.end();
  if (is_boolean) return ScalarType::boolean;
  if (is_integer(text)) return ScalarType::integer;
  return is_decimal(text) ? ScalarType::decimal : ScalarType::text;
}

std::string_view describe_type(const yaml::Node& node) {
  if (node.kind == yaml::Kind::sequence) return "a list";
  if (node.kind == yaml::Kind::mapping) return "a mapping";
  switch (scalar_type(node)) {
    case ScalarType::null:
      return "nothing";
    case ScalarType::boolean:
      return "true or false";
    case ScalarType::integer:
    case ScalarType::decimal:
      return "a number";
    case ScalarType::none:
    case ScalarType::text:
      break;
  }
  return "a text";
}

}  // namespace relctl::config
