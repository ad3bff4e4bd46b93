// SPDX-License-Identifier: MIT
#include "formats/markdown.hpp"

#include <algorithm>
#include <utility>

namespace relctl::formats {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// A heading, a fence or a definition may be indented by up to three spaces; four make code.
std::string_view unindented(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first > 3 ? std::string_view{} : line.substr(first);
}

bool read_heading(std::string_view text, Line& line) {
  const std::size_t level = std::min(text.find_first_not_of('#'), text.size());
  if (level == 0 || level > 6) return false;
  std::string_view words = text.substr(level);
  if (!words.empty() && words.front() != ' ' && words.front() != '\t') return false;
  words = trim(words);
  const std::size_t last = words.find_last_not_of('#');
  const bool closed = last != words.npos && last + 1 < words.size() && words[last] == ' ';
  line.kind = Line::Kind::heading;
  line.level = static_cast<int>(level);
  line.text = closed ? trim(words.substr(0, last)) : words;
  return true;
}

bool read_link(std::string_view text, Line& line) {
  const std::size_t end = text.find("]:");
  if (!text.starts_with('[') || end == text.npos || end == 1) return false;
  line.label = text.substr(1, end - 1);
  line.target = trim(text.substr(end + 2));
  if (line.label.find_first_of("[]") != line.label.npos || line.target.empty()) return false;
  line.kind = Line::Kind::link;
  return true;
}

// 1 for a line of `=`, 2 for one of `-`; 0 for any other.
int underline_level(std::string_view text) {
  const std::string_view line = trim(text);
  if (line.size() < 2 || line.find_first_not_of(line.front()) != line.npos) return 0;
  return line.front() == '=' ? 1 : line.front() == '-' ? 2 : 0;
}

// True for a line that begins a list, a quotation or a table, which is no heading's.
bool begins_block(std::string_view text) {
  constexpr std::string_view marks = "-+*>|";
  const std::size_t digits = text.find_first_not_of("0123456789");
  const bool is_item = digits != text.npos && digits > 0 &&
                       (text[digits] == ')' || text[digits] == '.') &&
                       text.substr(digits + 1).starts_with(' ');
  return is_item || (marks.find(text.front()) != marks.npos && text.size() > 1 && text[1] == ' ') ||
         text.front() == '>' || text.front() == '|';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Line> lines() {
    std::vector<Line> lines;
    for (std::size_t start = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; start < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', start), text_.size());
      std::string_view text = text_.substr(start, end - start);
      if (text.ends_with('\r')) text.remove_suffix(1);
      if (!underlines(text, lines)) {
        lines.push_back({Line::Kind::other, start, text.size(), 0, text, {}, {}});
        read(lines.back());
      }
      start = end + 1;
    }
    return lines;
  }

 private:
  void read(Line& line) {
    const std::string_view text = unindented(line.text);
    const std::size_t lines_before = std::exchange(text_lines_, 0);
    if (in_comment_) {
      line.kind = Line::Kind::blank;
      in_comment_ = text_.substr(line.offset, line.size).find("-->") == text_.npos;
    } else if (!fence_.empty()) {
      if (closes_fence(text)) fence_ = {};
    } else if (text.starts_with("```") || text.starts_with("~~~")) {
      fence_ = text.substr(0, text.find_first_not_of(text.front()));
    } else if (text.starts_with("<!--")) {
      line.kind = Line::Kind::blank;
      in_comment_ = text.find("-->") == text.npos;
    } else if (trim(line.text).empty()) {
      line.kind = Line::Kind::blank;
    } else if (!read_heading(text, line) && !read_link(text, line)) {
      count_text(text, lines_before);
    }
  }

  // What follows the first line of a list or a quotation belongs to it.
  void count_text(std::string_view text, std::size_t lines_before) {
    const bool is_text = lines_before > 0 || (!text.empty() && !begins_block(text));
    text_lines_ = is_text ? lines_before + 1 : 2;
    if (underline_level(text) > 0) text_lines_ = 0;
  }

  // Makes a heading of the last of `lines` where `text` underlines it: a paragraph of one line.
  bool underlines(std::string_view text, std::vector<Line>& lines) {
    const int level = underline_level(unindented(text));
    if (level == 0 || text_lines_ != 1) return false;
    text_lines_ = 0;
    Line& line = lines.back();
    line.kind = Line::Kind::heading;
    line.level = level;
    line.text = trim(line.text);
    line.underline = trim(text);
    line.size = static_cast<std::size_t>(text.data() - text_.data()) + text.size() - line.offset;
    return true;
  }

  [[nodiscard]] bool closes_fence(std::string_view text) const {
    return text.starts_with(fence_) && trim(text).find_first_not_of(fence_.front()) == text.npos;
  }

  std::string_view text_;
  std::string_view fence_;
  bool in_comment_ = false;
  std::size_t text_lines_ = 0;  // of the paragraph that the last line belongs to
};

}  // namespace

std::vector<Line> markdown_lines(std::string_view text) {
  return Reader(text).lines();
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

}  // namespace relctl::formats
