// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace relctl::semver {

/// A line of a commit message's body that has words, and how it stands there.
struct BodyLine {
  std::string_view text;    ///< without indentation, list mark and line end
  std::size_t indent = 0;   ///< blanks before the text, or before the mark
  bool marked = false;      ///< an item of a list: `* `, `- `, `+ `, `1. `
  bool quoted = false;      ///< code, a quote, a folded part: nothing there counts
  bool introduced = false;  ///< below words that announce somebody else's: as `Quoting` says
  bool in_footer = false;   ///< in the last paragraph, which begins as a footer
  std::size_t offset = 0;   ///< of the line in the body
};

/// Which words announce that somebody else's follow.
enum class Quoting {
  named,       ///< "Release notes:", "## Changelog" and the like
  introduced,  ///< any heading, and any line that ends with a colon
  all,         ///< none are needed: a dependency's update
};

/// The lines of `body` that have words. Takes any bytes, LF or CRLF, in linear time.
std::vector<BodyLine> body_lines(std::string_view body, Quoting quoting);

/// True for `BREAKING CHANGE: words`, `BREAKING-CHANGE: words` and `BREAKING CHANGE #12`.
bool is_breaking_footer(std::string_view text);

}  // namespace relctl::semver
