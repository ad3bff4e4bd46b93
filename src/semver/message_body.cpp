// SPDX-License-Identifier: MIT
#include "semver/message_body.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/ascii.hpp"
#include "semver/conventional.hpp"

namespace relctl::semver {

namespace {

constexpr std::size_t code_indent = 4;

/// Words by which somebody else's list of changes is announced.
bool names_release_notes(const std::string& words) {
  constexpr std::array<std::string_view, 4> names{"release notes", "changelog", "what's changed",
                                                  "what\xe2\x80\x99s changed"};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return words.find(name) != std::string::npos; });
}

/// Tells, line by line, what is quoted; fed with every line in order.
class Quotes {
 public:
  explicit Quotes(Quoting quoting) : quoting_(quoting), introduced_(quoting == Quoting::all) {}

  /// Fills in how `line`, whose words may be none, stands.
  void judge(BodyLine& line) {
    line.introduced = introduced_;
    line.quoted = is_quoted(line.text, line.indent);
    if (!line.quoted) introduced_ = introduced_ || introduces(line.text);
  }

 private:
  bool is_quoted(std::string_view text, std::size_t indent) {
    if (is_in_fence(text, indent) || is_in_html(text)) return true;
    if (text.empty()) in_block_quote_ = false;
    if (text.starts_with('>')) in_block_quote_ = true;
    return in_block_quote_ || indent >= code_indent;
  }

  bool is_in_fence(std::string_view text, std::size_t indent) {
    const char mark = text.starts_with("```") ? '`' : text.starts_with("~~~") ? '~' : '\0';
    const bool is_fence = mark != 0 && indent < code_indent;
    if (fence_ == 0 && is_fence) {
      fence_ = mark;
      return true;
    }
    const bool inside = fence_ != 0;
    if (inside && is_fence && mark == fence_) fence_ = 0;
    return inside;
  }

  bool is_in_html(std::string_view text) {
    if (depth_ == 0 && text.find('<') == std::string_view::npos) return false;
    const std::string words = ascii_lower(text);
    const bool was_inside = depth_ > 0;
    std::size_t opened = 0;
    std::size_t closed = 0;
    for (const std::string tag : {"details", "blockquote", "pre>"}) {
      opened += count(words, "<" + tag);
      closed += count(words, "</" + tag);
    }
    opened += count(words, "<!--");
    closed += count(words, "-->");
    depth_ = depth_ + opened - std::min(depth_ + opened, closed);
    return was_inside || opened > 0;
  }

  static std::size_t count(const std::string& words, const std::string& wanted) {
    std::size_t found = 0;
    for (std::size_t at = words.find(wanted); at != std::string::npos;
         at = words.find(wanted, at + wanted.size())) {
      ++found;
    }
    return found;
  }

  [[nodiscard]] bool introduces(std::string_view text) const {
    const bool is_heading = text.starts_with('#') || text.ends_with(':') || text.ends_with("**");
    const std::string words = ascii_lower(text);
    if (is_heading && names_release_notes(words)) return true;
    constexpr std::array<std::string_view, 3> titles{"release notes", "changelog",
                                                     "what's changed"};
    if (std::find(titles.begin(), titles.end(), words) != titles.end()) return true;
    if (quoting_ != Quoting::introduced || is_breaking_footer(text)) return false;
    return text.starts_with("# ") || text.starts_with("##") || text.ends_with(':');
  }

  Quoting quoting_;
  bool introduced_;
  bool in_block_quote_ = false;
  char fence_ = 0;
  std::size_t depth_ = 0;
};

bool drop_mark(std::string_view& text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const bool is_bullet = text.size() > 1 && (text[0] == '*' || text[0] == '-' || text[0] == '+');
  const bool is_number = digits > 0 && digits + 1 < text.size() && text[digits] == '.';
  const std::size_t mark = is_bullet ? 1 : is_number ? digits + 1 : 0;
  if (mark == 0 || (text[mark] != ' ' && text[mark] != '\t')) return false;
  text.remove_prefix(std::min(text.find_first_not_of(" \t", mark), text.size()));
  return !text.empty();
}

/// A footer's token as git and the convention have it: `Token: value`, `Token #value`.
bool starts_footer(std::string_view text) {
  if (is_breaking_footer(text)) return true;
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
  });
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.begin()));
  return rest.size() < text.size() && (rest.starts_with(": ") || rest.starts_with(" #"));
}

/// The words of a line and how far they are indented.
BodyLine line_of(std::string_view line) {
  BodyLine result;
  result.indent = std::min(line.find_first_not_of(" \t\r"), line.size());
  line.remove_prefix(result.indent);
  result.text = line.substr(0, line.find_last_not_of(" \t\r") + 1);
  return result;
}

void mark_footer(std::vector<BodyLine>& lines, std::size_t last_paragraph) {
  if (last_paragraph >= lines.size() || lines[last_paragraph].marked) return;
  if (!starts_footer(lines[last_paragraph].text)) return;
  for (std::size_t i = last_paragraph; i < lines.size(); ++i)
    lines[i].in_footer = true;
}

}  // namespace

bool is_breaking_footer(std::string_view text) {
  if (!text.starts_with("BREAKING CHANGE") && !text.starts_with("BREAKING-CHANGE")) return false;
  text.remove_prefix(std::string_view("BREAKING CHANGE").size());
  return text.starts_with(':') || text.starts_with(" #");
}

std::vector<BodyLine> body_lines(std::string_view body, Quoting quoting) {
  std::vector<BodyLine> lines;
  Quotes quotes(quoting);
  std::size_t last_paragraph = 0;
  bool after_blank = true;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    BodyLine line = line_of(body.substr(at, end - at));
    line.offset = at;
    at = end + 1;
    quotes.judge(line);
    if (!line.text.empty()) {
      if (after_blank) last_paragraph = lines.size();
      line.marked = drop_mark(line.text);
      lines.push_back(line);
    }
    after_blank = line.text.empty();
  }
  mark_footer(lines, last_paragraph);
  return lines;
}

}  // namespace relctl::semver
