// SPDX-License-Identifier: MIT
#include "yaml/lex_quoted.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

#include "edit/utf8.hpp"

namespace relctl::yaml {
namespace {

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// The text between two quotes, read with YAML's folding: blanks around a line end go, one line end
/// is a space, each further one a line feed.
class QuotedReader {
 public:
  QuotedReader(std::string_view text, std::size_t offset)
      : text_(text), offset_(offset), at_(offset + 1), quote_(text[offset]) {}

  std::optional<Lexeme> read() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote_ && !(quote_ == '\'' && at(1) == '\'')) return finish();
      if (is_line_end(c)) {
        if (!fold(" ")) return std::nullopt;
      } else if (c == quote_) {
        keep("'", 2);
      } else if (c == '\\' && quote_ == '"') {
        if (!escape()) return std::nullopt;
      } else {
        if (!is_blank(c)) kept_ = value_.size() + 1;
        value_ += c;
        ++at_;
      }
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] char at(std::size_t ahead) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  Lexeme finish() {
    Lexeme lexeme;
    lexeme.span = {offset_, at_ + 1 - offset_};
    lexeme.style = quote_ == '"' ? Style::double_quoted : Style::single_quoted;
    lexeme.value = std::move(value_);
    return lexeme;
  }

  /// Adds text that folding must not trim, read from `size` bytes.
  void keep(std::string_view piece, std::size_t size) {
    value_ += piece;
    kept_ = value_.size();
    at_ += size;
  }

  /// Passes over line ends and the blanks around them; false where a document ends within.
  bool fold(std::string_view single) {
    value_.resize(kept_);
    std::size_t breaks = 0;
    for (; at_ < text_.size() && (is_blank(text_[at_]) || is_line_end(text_[at_])); ++at_) {
      if (text_[at_] == '\n') ++breaks;
    }
    if (breaks == 1) {
      value_ += single;
    } else {
      value_.append(breaks - 1, '\n');
    }
    kept_ = value_.size();
    return !is_document_marker(text_, at_);
  }

  bool escape() {
    static constexpr std::string_view codes = "0abtnvfre \"/\\N_LP\t";
    static constexpr std::string_view values[] = {
        {"\0", 1}, "\a", "\b", "\t", "\n",       "\v",       "\f",           "\r",           "\x1B",
        " ",       "\"", "/",  "\\", "\xC2\x85", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xA9", "\t"};
    const char code = at(1);
    if (is_line_end(code)) {
      kept_ = value_.size();
      ++at_;
      return fold("");
    }
    if (code == 'x') return hexadecimal(2);
    if (code == 'u') return hexadecimal(4);
    if (code == 'U') return hexadecimal(8);
    const std::size_t index = at_ + 1 < text_.size() ? codes.find(code) : std::string_view::npos;
    if (index == std::string_view::npos) return false;
    keep(values[index], 2);
    return true;
  }

  bool hexadecimal(std::size_t digits) {
    const std::string_view number = text_.substr(at_ + 2, digits);
    std::uint32_t value = 0;
    const char* end = number.data() + number.size();
    const auto [stop, fault] = std::from_chars(number.data(), end, value, 16);
    if (number.size() != digits || fault != std::errc() || stop != end) return false;
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
    std::string decoded;
    edit::append_utf8(decoded, value);
    keep(decoded, 2 + digits);
    return true;
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t at_;
  char quote_;
  std::string value_;
  std::size_t kept_ = 0;  ///< the size of value_ without blanks that a line end would drop
};

}  // namespace

std::optional<Lexeme> lex_single_quoted(std::string_view text, std::size_t offset) {
  return QuotedReader(text, offset).read();
}

std::optional<Lexeme> lex_double_quoted(std::string_view text, std::size_t offset) {
  return QuotedReader(text, offset).read();
}

}  // namespace relctl::yaml
