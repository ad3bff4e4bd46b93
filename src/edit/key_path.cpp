// SPDX-License-Identifier: MIT
#include "edit/key_path.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::edit {
namespace {

bool is_index(std::string_view text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class KeyPathReader {
 public:
  explicit KeyPathReader(std::string_view text) : text_(text) {}

  std::vector<KeyStep> read() {
    if (text_.empty()) fail("it is empty");
    if (peek() != '[') steps_.emplace_back(read_name());
    while (at_ < text_.size()) {
      if (take('.')) {
        steps_.emplace_back(read_name());
      } else if (take('[')) {
        steps_.push_back(read_bracket());
      } else {
        fail("expected '.' or '['");
      }
    }
    return std::move(steps_);
  }

 private:
  [[noreturn]] void fail(std::string_view fault) const {
    throw Error(ErrorKind::input,
                fmt::format("malformed key path '{}': {} at column {}", text_, fault, at_ + 1))
        .hint("write it like a.b[0].c, a[name=x].image or \"dotted.key\".b");
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++at_;
    return true;
  }

  std::string read_name() {
    std::string name = read_word(".[]=");
    if (peek() == '=') fail("a selector stands in brackets: '=' is not expected");
    return name;
  }

  /// A quoted text, or the text up to one of `ends`, which must not be empty.
  std::string read_word(std::string_view ends) {
    if (take('"')) return read_quoted();
    const std::size_t end = std::min(text_.find_first_of(ends, at_), text_.size());
    const std::string_view word = text_.substr(at_, end - at_);
    if (word.empty()) fail("expected a name");
    if (word.find('"') != std::string_view::npos) fail("a quote inside an unquoted name");
    at_ = end;
    return std::string(word);
  }

  std::string read_quoted() {
    std::string word;
    while (!take('"')) {
      take('\\');
      if (at_ == text_.size()) fail("a quote is not closed");
      word += text_[at_++];
    }
    return word;
  }

  KeyStep read_bracket() {
    const bool quoted = peek() == '"';
    std::string key = read_word("=]");
    if (take('=')) {
      std::string value = read_word("]");
      if (!take(']')) fail("expected ']'");
      return Selector{std::move(key), std::move(value)};
    }
    if (quoted || !is_index(key)) fail("expected an index or key=value in brackets");
    if (!take(']')) fail("expected ']'");
    std::size_t index = 0;
    std::from_chars(key.data(), key.data() + key.size(), index);
    return index;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<KeyStep> steps_;
};

}  // namespace

std::vector<KeyStep> parse_key_path(std::string_view text) {
  return KeyPathReader(text).read();
}

Error ambiguous_selector(std::string_view key_path, const Selector& selector) {
  Error error(ErrorKind::input, fmt::format("'{}' fits more than one item: [{}={}]", key_path,
                                            selector.key, selector.value));
  error.hint("select by a key whose value is unique, or by index");
  return error;
}

}  // namespace relctl::edit
