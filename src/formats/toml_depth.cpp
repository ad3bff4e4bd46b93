// SPDX-License-Identifier: MIT
#include "formats/toml_depth.hpp"

#include <algorithm>

namespace relctl::formats {
namespace {

constexpr int deepest = 64;

// Passes over the string that begins at `at`. One that does not end is the parser's to report.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool several = text.substr(at, 3) == std::string(3, quote);
  const std::string close(several ? 3 : 1, quote);
  for (at += close.size(); at < text.size(); ++at) {
    if (text.substr(at).starts_with(close)) return at + close.size();
    if (text[at] == '\n' && !several) return at;
    if (text[at] == '\\' && quote == '"') ++at;
  }
  return text.size();
}

/// How deep a place in the text is: open brackets, and the dots of the key there.
class Depth {
 public:
  void take(char c) {
    if (c == '[' || c == '{') ++brackets_;
    if (c == ']' || c == '}') --brackets_;
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',') dots_ = 0;
  }

  [[nodiscard]] bool is_too_much() const { return brackets_ > deepest || dots_ > deepest; }

 private:
  int brackets_ = 0;
  int dots_ = 0;
};

}  // namespace

void check_toml_depth(const Source& source) {
  const std::string_view text = source.text;
  Depth depth;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
    } else {
      depth.take(c);
      if (depth.is_too_much()) throw fault(source, at, "the TOML is nested deeper than 64");
      ++at;
    }
  }
}

}  // namespace relctl::formats
