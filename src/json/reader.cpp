// SPDX-License-Identifier: MIT
#include "json/reader.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "edit/utf8.hpp"

namespace relctl::json {
namespace {

constexpr std::size_t size_limit = 4U << 20U;
constexpr std::size_t depth_limit = 100;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

Reader::Reader(std::string_view text, std::string_view file)
    : text_(text), file_(file), at_(edit::byte_order_mark_size(text)) {
  if (text.size() > size_limit) {
    throw Error(ErrorKind::input, fmt::format("{} bytes: a JSON file may have {} MiB", text.size(),
                                              size_limit >> 20U))
        .at({std::string(file), 0, 0, {}});
  }
  if (const auto offset = edit::find_invalid_utf8(text)) fail(*offset, "not UTF-8");
}

void Reader::fail(std::size_t offset, const std::string& fault) const {
  throw Error(ErrorKind::input, "not valid JSON: " + fault).at(edit::locate(file_, text_, offset));
}

void Reader::skip_space() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
}

bool Reader::take(char wanted) {
  if (at_ == text_.size() || text_[at_] != wanted) return false;
  ++at_;
  return true;
}

void Reader::expect(char wanted) {
  if (!take(wanted)) fail(at_, fmt::format("expected '{}'", wanted));
}

Value Reader::read_document() {
  skip_space();
  Value value = read_value();
  skip_space();
  if (at_ != text_.size()) fail(at_, "text behind the document's end");
  return value;
}

Value Reader::read_value() {
  Value value;
  const std::size_t offset = at_;
  switch (peek()) {
    case '{':
      read_object(value);
      break;
    case '[':
      read_array(value);
      break;
    case '"':
      value.kind = Kind::string;
      value.text = read_string();
      break;
    case 't':
      read_literal(value, "true", Kind::boolean);
      break;
    case 'f':
      read_literal(value, "false", Kind::boolean);
      break;
    case 'n':
      read_literal(value, "null", Kind::null);
      break;
    default:
      read_number(value);
  }
  value.span = {offset, at_ - offset};
  return value;
}

void Reader::read_object(Value& value) {
  if (++depth_ > depth_limit) fail(at_, fmt::format("nested deeper than {} levels", depth_limit));
  value.kind = Kind::object;
  expect('{');
  std::unordered_set<std::string> names;
  skip_space();
  if (peek() != '}') {
    do {
      skip_space();
      const std::size_t offset = at_;
      read_member(value);
      const std::string& name = value.members.back().name;
      if (!names.insert(name).second) fail(offset, fmt::format("duplicate member '{}'", name));
      skip_space();
    } while (take(','));
  }
  expect('}');
  --depth_;
}

void Reader::read_member(Value& object) {
  if (peek() != '"') fail(at_, "expected a member's name in double quotes");
  std::string name = read_string();
  skip_space();
  expect(':');
  skip_space();
  object.members.push_back({std::move(name), read_value()});
}

void Reader::read_array(Value& value) {
  if (++depth_ > depth_limit) fail(at_, fmt::format("nested deeper than {} levels", depth_limit));
  value.kind = Kind::array;
  expect('[');
  skip_space();
  if (peek() != ']') {
    do {
      skip_space();
      value.items.push_back(read_value());
      skip_space();
    } while (take(','));
  }
  expect(']');
  --depth_;
}

std::string Reader::read_string() {
  const std::size_t offset = at_;
  expect('"');
  std::string out;
  while (!take('"')) {
    if (at_ == text_.size()) fail(offset, "a string is not closed");
    const char c = text_[at_];
    if (static_cast<unsigned char>(c) < 0x20) fail(at_, "a control character inside a string");
    ++at_;
    if (c == '\\') {
      read_escape(out);
    } else {
      out += c;
    }
  }
  return out;
}

void Reader::read_escape(std::string& out) {
  static constexpr std::string_view codes = "\"\\/bfnrt";
  static constexpr std::string_view values = "\"\\/\b\f\n\r\t";
  const std::size_t offset = at_ - 1;
  const char code = peek();
  ++at_;
  if (code == 'u') {
    char32_t unit = read_code_unit();
    if (unit >= 0xD800 && unit < 0xDC00 && take('\\') && take('u')) {
      const char32_t low = read_code_unit();
      const bool pair = low >= 0xDC00 && low < 0xE000;
      unit = pair ? 0x10000 + ((unit - 0xD800) << 10U) + (low - 0xDC00) : unit;
    }
    if (unit >= 0xD800 && unit < 0xE000) fail(offset, "half of a surrogate pair");
    return edit::append_utf8(out, unit);
  }
  const std::size_t index = code == '\0' ? std::string_view::npos : codes.find(code);
  if (index == std::string_view::npos) fail(offset, "an unknown escape");
  out += values[index];
}

char32_t Reader::read_code_unit() {
  const std::string_view number = text_.substr(std::min(at_, text_.size()), 4);
  std::uint32_t unit = 0;
  const char* end = number.data() + number.size();
  const auto [stop, fault] = std::from_chars(number.data(), end, unit, 16);
  if (number.size() != 4 || fault != std::errc() || stop != end) {
    fail(std::min(at_, text_.size()), "expected four hexadecimal digits");
  }
  at_ += 4;
  return unit;
}

bool Reader::take_digits() {
  const std::size_t start = at_;
  while (is_digit(peek()))
    ++at_;
  return at_ > start;
}

void Reader::read_number(Value& value) {
  const std::size_t offset = at_;
  take('-');
  const bool leading_zero = peek() == '0';
  const std::size_t digits = at_;
  if (!take_digits()) fail(offset, "expected a value");
  if (leading_zero && at_ - digits > 1) fail(digits, "a number with a leading zero");
  if (take('.') && !take_digits()) fail(at_, "expected a digit");
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!take_digits()) fail(at_, "expected a digit");
  }
  value.kind = Kind::number;
  value.text = text_.substr(offset, at_ - offset);
}

void Reader::read_literal(Value& value, std::string_view word, Kind kind) {
  if (!text_.substr(at_).starts_with(word)) fail(at_, "expected a value");
  at_ += word.size();
  value.kind = kind;
  value.text = word;
}

}  // namespace relctl::json
