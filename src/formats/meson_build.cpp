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

struct MesonToken {
  enum class Kind { name, string, sign, end };
  Kind kind = Kind::end;
  edit::Span span;    ///< of a string: between its quotes
  bool plain = true;  ///< a string that is no f-string, on one line, without escapes
  bool operator==(const MesonToken&) const = default;
};

// The words of a meson.build file; comments and white space are passed over.
class MesonLexer {
 public:
  explicit MesonLexer(const Source& source) : source_(source), text_(source.text) {
    at_ = mark_size(text_);
  }

  MesonToken next() {
    skip_blank();
    if (at_ >= text_.size()) return {};
    const std::size_t begin = at_;
    if (text_.substr(at_).starts_with("f'")) {
      ++at_;
      MesonToken token = string();
      token.plain = false;
      return token;
    }
    if (text_[at_] == '\'') return string();
    if (!is_name(text_[at_])) return {MesonToken::Kind::sign, {at_++, 1}};
    while (at_ < text_.size() && is_name(text_[at_]))
      ++at_;
    return {MesonToken::Kind::name, {begin, at_ - begin}};
  }

  [[nodiscard]] std::string_view text(const MesonToken& token) const {
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

  MesonToken string() {
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
    return {MesonToken::Kind::string, {begin, at_++ - begin}, plain};
  }

  MesonToken long_string() {
    const std::size_t begin = at_ + 3;
    const std::size_t end = text_.find("'''", begin);
    if (end == text_.npos) throw fault(source_, at_, "a string without end");
    at_ = end + 3;
    return {MesonToken::Kind::string, {begin, end - begin}, false};
  }

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

int meson_nesting(std::string_view sign) {
  if (sign == "(" || sign == "[" || sign == "{") return 1;
  return sign == ")" || sign == "]" || sign == "}" ? -1 : 0;
}

// Passes over everything up to the arguments of project().
bool enter_project(MesonLexer& lexer) {
  bool named = false;
  for (MesonToken token = lexer.next(); token.kind != MesonToken::Kind::end; token = lexer.next()) {
    if (named && token.kind == MesonToken::Kind::sign && lexer.text(token) == "(") return true;
    named = token.kind == MesonToken::Kind::name && lexer.text(token) == "project";
  }
  return false;
}

Spot meson_version_at(const Source& source, MesonLexer& lexer) {
  const MesonToken value = lexer.next();
  const MesonToken after = lexer.next();
  const bool ends = after.kind == MesonToken::Kind::sign &&
                    (lexer.text(after) == "," || lexer.text(after) == ")");
  if (value.kind != MesonToken::Kind::string || !value.plain || !ends) {
    throw fault(source, value.span.offset, "the version of project() is not a plain string")
        .hint("where it is read from a file or program, name that file as the version file");
  }
  return {value.span, std::string(lexer.text(value)), "the version of project()"};
}

// Reads the arguments of project(); the lexer stands after its "(".
std::optional<Spot> version_of_project(const Source& source, MesonLexer& lexer) {
  int depth = 1;
  bool at_version = false;
  for (MesonToken token = lexer.next(); token.kind != MesonToken::Kind::end; token = lexer.next()) {
    const std::string_view text = lexer.text(token);
    if (token.kind == MesonToken::Kind::sign) {
      if (at_version && text == ":") return meson_version_at(source, lexer);
      depth += meson_nesting(text);
      if (depth == 0) return std::nullopt;
    }
    at_version = depth == 1 && token.kind == MesonToken::Kind::name && text == "version";
  }
  return std::nullopt;
}

}  // namespace

Found find_meson(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::text, {}};
  MesonLexer lexer(found.source);
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
