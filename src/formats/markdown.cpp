// SPDX-License-Identifier: MIT
#include "formats/markdown.hpp"

#include <algorithm>

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

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<Line> lines() {
    std::vector<Line> lines;
    for (std::size_t start = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0; start < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', start), text_.size());
      std::string_view text = text_.substr(start, end - start);
      if (text.ends_with('\r')) text.remove_suffix(1);
      lines.push_back({Line::Kind::other, start, text.size(), 0, text, {}, {}});
      read(lines.back());
      start = end + 1;
    }
    return lines;
  }

 private:
  void read(Line& line) {
    const std::string_view text = unindented(line.text);
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
    } else if (!read_heading(text, line)) {
      read_link(text, line);
    }
  }

  [[nodiscard]] bool closes_fence(std::string_view text) const {
    return text.starts_with(fence_) && trim(text).find_first_not_of(fence_.front()) == text.npos;
  }

  std::string_view text_;
  std::string_view fence_;
  bool in_comment_ = false;
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
