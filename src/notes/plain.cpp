// SPDX-License-Identifier: MIT
#include "notes/plain.hpp"

#include <algorithm>
#include <cctype>

#include "edit/utf8.hpp"

namespace relctl::notes {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

bool is_name(char c) {
  return is_word(c) || c == '-' || c == '_' || c == '/' || c == '.';
}

/// Writes Markdown, one piece of the text after the other.
class Escape {
 public:
  explicit Escape(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '`') {
        backticks();
      } else if (names_somebody()) {
        name();
      } else {
        character();
      }
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::size_t run_length(std::size_t at) const {
    return std::min(text_.find_first_not_of('`', at), text_.size()) - at;
  }

  /// As CommonMark has it: code ends at the next run of as many backticks.
  void backticks() {
    const std::size_t length = run_length(at_);
    for (std::size_t end = text_.find('`', at_ + length); end != std::string_view::npos;) {
      const std::size_t other = run_length(end);
      if (other == length) return code(text_.substr(at_, end + length - at_), end + length);
      end = text_.find('`', end + other);
    }
    for (std::size_t i = 0; i < length; ++i)
      result_ += "\\`";
    at_ += length;
  }

  // Two pieces of code that touch would be read as one, or as none.
  void code(std::string_view piece, std::size_t next) {
    if (result_.ends_with('`')) result_ += ' ';
    result_ += piece;
    at_ = next;
  }

  [[nodiscard]] bool names_somebody() const {
    return text_[at_] == '@' && at_ + 1 < text_.size() && is_name(text_[at_ + 1]) &&
           (at_ == 0 || !is_word(text_[at_ - 1]));
  }

  void name() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_name(text_[end]) || text_[end] == '@'))
      ++end;
    while (text_[end - 1] == '.')
      --end;
    code("`" + std::string(text_.substr(at_, end - at_)) + "`", end);
  }

  void character() {
    const char c = text_[at_];
    constexpr std::string_view active = "\\*[]<>&~|";
    const bool splits_word =
        at_ == 0 || at_ + 1 == text_.size() || !is_word(text_[at_ - 1]) || !is_word(text_[at_ + 1]);
    if (active.find(c) != std::string_view::npos || (c == '_' && splits_word)) result_ += '\\';
    result_ += c;
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string result_;
};

}  // namespace

std::string plain(std::string_view text, std::size_t most) {
  constexpr std::string_view dots = "…";
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = edit::decode_utf8(text, at);
    const std::size_t size = character ? character->size : 1;
    const char c = text[at];
    if (result.size() + size > most - dots.size()) return result + std::string(dots);
    if (c == '\n' || c == '\t' || c == '\r') {
      result += ' ';
    } else if (character && !edit::is_hidden(character->value)) {
      result += text.substr(at, size);
    }
    at += size;
  }
  return result;
}

std::string escaped(std::string_view text) {
  return Escape(text).run();
}

}  // namespace relctl::notes
