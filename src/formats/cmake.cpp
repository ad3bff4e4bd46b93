// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "formats/format.hpp"

namespace relctl::formats {
namespace {

bool is_space(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

struct CmakeToken {
  enum class Kind { word, quoted, bracket, open, close, end };
  Kind kind = Kind::end;
  edit::Span span;  ///< of an argument: without its quotes
};

// The words of a CMake file; comments and white space are passed over.
class CmakeLexer {
 public:
  explicit CmakeLexer(const Source& source) : source_(source), text_(source.text) {
    at_ = mark_size(text_);
  }

  CmakeToken next() {
    skip_blank();
    if (at_ >= text_.size()) return {};
    if (text_[at_] == '(') return {CmakeToken::Kind::open, {at_++, 1}};
    if (text_[at_] == ')') return {CmakeToken::Kind::close, {at_++, 1}};
    if (text_[at_] == '"') return quoted();
    if (const std::size_t size = bracket_size(at_); size != 0) return bracket(size);
    return word();
  }

  [[nodiscard]] std::string_view text(const CmakeToken& token) const {
    return text_.substr(token.span.offset, token.span.size);
  }

 private:
  void skip_blank() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        skip_comment();
      } else if (is_space(text_[at_]) || text_[at_] == ';') {
        ++at_;
      } else {
        return;
      }
    }
  }

  void skip_comment() {
    if (const std::size_t size = bracket_size(at_ + 1); size != 0) {
      ++at_;
      bracket(size);
    } else {
      at_ = std::min(text_.find('\n', at_), text_.size());
    }
  }

  // The size of `[[`, `[=[`, … at `at`; 0 where there is none.
  [[nodiscard]] std::size_t bracket_size(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '[') return 0;
    const std::size_t second = text_.find_first_not_of('=', at + 1);
    return second != text_.npos && text_[second] == '[' ? second + 1 - at : 0;
  }

  CmakeToken bracket(std::size_t size) {
    const std::string close = "]" + std::string(size - 2, '=') + "]";
    const std::size_t begin = at_ + size;
    const std::size_t end = text_.find(close, begin);
    if (end == text_.npos) throw fault(source_, at_, "a bracket argument or comment without end");
    at_ = end + size;
    return {CmakeToken::Kind::bracket, {begin, end - begin}};
  }

  CmakeToken quoted() {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"')
      at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) throw fault(source_, begin - 1, "a quoted argument without end");
    return {CmakeToken::Kind::quoted, {begin, at_++ - begin}};
  }

  CmakeToken word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]) &&
           std::string_view("()\"#;").find(text_[at_]) == std::string_view::npos) {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    at_ = std::min(at_, text_.size());
    return {CmakeToken::Kind::word, {begin, at_ - begin}};
  }

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

int cmake_nesting(const CmakeToken& token) {
  if (token.kind == CmakeToken::Kind::open) return 1;
  return token.kind == CmakeToken::Kind::close ? -1 : 0;
}

bool is_project(std::string_view word) {
  constexpr std::string_view name = "project";
  return std::equal(word.begin(), word.end(), name.begin(), name.end(),
                    [](unsigned char a, char b) { return std::tolower(a) == b; });
}

Spot cmake_version_at(const Source& source, const CmakeLexer& lexer, const CmakeToken& value) {
  const std::string text(lexer.text(value));
  if (value.kind == CmakeToken::Kind::word || value.kind == CmakeToken::Kind::quoted) {
    if (text.find('$') == text.npos) return {value.span, text, "the VERSION of project()"};
    throw fault(source, value.span.offset, "the VERSION of project() is " + text)
        .hint(
            "name the place that sets it, for example "
            "{path: CMakeLists.txt, pattern: 'set(MY_VERSION {version})'}");
  }
  throw fault(source, value.span.offset, "the VERSION of project() is no plain argument");
}

// Reads one command's arguments; the lexer stands after its "(".
std::optional<Spot> version_in_arguments(const Source& source, CmakeLexer& lexer) {
  int depth = 1;
  std::size_t count = 0;
  std::optional<Spot> spot;
  while (depth > 0) {
    const CmakeToken token = lexer.next();
    if (token.kind == CmakeToken::Kind::end)
      throw fault(source, "project() has no closing parenthesis");
    depth += cmake_nesting(token);
    // The first argument is the project's name, whatever it is.
    const bool keyword = count++ > 0 && depth == 1 && token.kind == CmakeToken::Kind::word;
    if (keyword && !spot && lexer.text(token) == "VERSION")
      spot = cmake_version_at(source, lexer, lexer.next());
  }
  return spot;
}

}  // namespace

Found find_cmake(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::text, {}};
  CmakeLexer lexer(found.source);
  bool named = false;
  int depth = 0;
  for (CmakeToken token = lexer.next(); token.kind != CmakeToken::Kind::end; token = lexer.next()) {
    if (named && token.kind == CmakeToken::Kind::open) {
      if (auto spot = version_in_arguments(found.source, lexer))
        found.spots.push_back(std::move(*spot));
    } else {
      depth += cmake_nesting(token);
    }
    named = depth == 0 && token.kind == CmakeToken::Kind::word && is_project(lexer.text(token));
  }
  if (found.spots.empty()) {
    throw fault(found.source, "there is no project() with a VERSION in the file")
        .hint("write it in project(), for example: project(name VERSION 0.1.0)");
  }
  return found;
}

void check_cmake(const std::string& path, const std::string& version) {
  if (version.find_first_not_of("0123456789.") == version.npos) return;
  throw Error(ErrorKind::input,
              "CMake's project() takes numbers only: " + version + " cannot be written to it")
      .at({path, 0, 0, ""})
      .hint("keep pre-releases in another version file, and read it in CMakeLists.txt")
      .hint("or name a variable as the place: {path: " + path +
            ", pattern: 'set(FULL_VERSION \"{version}\")'}");
}

}  // namespace relctl::formats
