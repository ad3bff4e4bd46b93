// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "formats/format.hpp"

namespace relctl::formats {
namespace {

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

struct Token {
  enum class Kind { name, string, sign, end };
  Kind kind = Kind::end;
  edit::Span span;    ///< of a string: between its quotes
  bool plain = true;  ///< a string that is no f-string, on one line, without escapes
  bool operator==(const Token&) const = default;
};

// The words of a meson.build file; comments and white space are passed over.
class Lexer {
 public:
  explicit Lexer(const Source& source) : source_(source), text_(source.text) {
    at_ = mark_size(text_);
  }

  Token next() {
    skip_blank();
    if (at_ >= text_.size()) return {};
    const std::size_t begin = at_;
    if (text_.substr(at_).starts_with("f'")) {
      ++at_;
      Token token = string();
      token.plain = false;
      return token;
    }
    if (text_[at_] == '\'') return string();
    if (!is_name(text_[at_])) return {Token::Kind::sign, {at_++, 1}};
    while (at_ < text_.size() && is_name(text_[at_]))
      ++at_;
    return {Token::Kind::name, {begin, at_ - begin}};
  }

  [[nodiscard]] std::string_view text(const Token& token) const {
    return text_.substr(token.span.offset, token.span.size);
  }

 private:
  void skip_blank() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        ++at_;
      } else {
        return;
      }
    }
  }

  Token string() {
    if (text_.substr(at_).starts_with("'''")) return long_string();
    const std::size_t begin = ++at_;
    bool plain = true;
    for (; at_ < text_.size() && text_[at_] != '\'' && text_[at_] != '\n'; ++at_) {
      if (text_[at_] != '\\') continue;
      plain = false;
      ++at_;
    }
    if (at_ >= text_.size() || text_[at_] != '\'')
      throw fault(source_, begin - 1, "a string without end");
    return {Token::Kind::string, {begin, at_++ - begin}, plain};
  }

  Token long_string() {
    const std::size_t begin = at_ + 3;
    const std::size_t end = text_.find("'''", begin);
    if (end == text_.npos) throw fault(source_, at_, "a string without end");
    at_ = end + 3;
    return {Token::Kind::string, {begin, end - begin}, false};
  }

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

int nesting(std::string_view sign) {
  if (sign == "(" || sign == "[" || sign == "{") return 1;
  return sign == ")" || sign == "]" || sign == "}" ? -1 : 0;
}

// Passes over everything up to the arguments of project().
bool enter_project(Lexer& lexer) {
  bool named = false;
  for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    if (named && token.kind == Token::Kind::sign && lexer.text(token) == "(") return true;
    named = token.kind == Token::Kind::name && lexer.text(token) == "project";
  }
  return false;
}

Spot version_at(const Source& source, Lexer& lexer) {
  const Token value = lexer.next();
  const Token after = lexer.next();
  const bool ends =
      after.kind == Token::Kind::sign && (lexer.text(after) == "," || lexer.text(after) == ")");
  if (value.kind != Token::Kind::string || !value.plain || !ends) {
    throw fault(source, value.span.offset, "the version of project() is not a plain string")
        .hint("where it is read from a file or program, name that file as the version file");
  }
  return {value.span, std::string(lexer.text(value)), "the version of project()"};
}

// Reads the arguments of project(); the lexer stands after its "(".
std::optional<Spot> version_of_project(const Source& source, Lexer& lexer) {
  int depth = 1;
  bool at_version = false;
  for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    const std::string_view text = lexer.text(token);
    if (token.kind == Token::Kind::sign) {
      if (at_version && text == ":") return version_at(source, lexer);
      depth += nesting(text);
      if (depth == 0) return std::nullopt;
    }
    at_version = depth == 1 && token.kind == Token::Kind::name && text == "version";
  }
  return std::nullopt;
}

}  // namespace

Found find_meson(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::text, {}};
  Lexer lexer(found.source);
  if (!enter_project(lexer)) {
    throw fault(found.source, "there is no project() in the file")
        .hint("the version stands in the meson.build at the root of the project");
  }
  std::optional<Spot> spot = version_of_project(found.source, lexer);
  if (!spot) {
    throw fault(found.source, "project() has no version").hint("add `version: '0.1.0'` to it");
  }
  found.spots.push_back(std::move(*spot));
  return found;
}

}  // namespace relctl::formats
