// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <algorithm>
#include <string_view>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

using Cells = std::vector<std::string>;

constexpr std::size_t gap = 2;
/// A column is not wrapped to less than this, whatever the terminal.
constexpr std::size_t least_wrapped = 24;

/// `text` in lines of at most `most` columns, broken at blanks; a longer word has a line of its
/// own.
Cells wrapped(std::string_view text, std::size_t most) {
  Cells lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > most) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

std::string line(const Cells& cells, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text += cells[i];
    if (i + 1 < cells.size()) text += std::string(widths[i] - width(cells[i]) + gap, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// A row in as many lines as its last cell takes within `most` columns.
std::string lines(Cells cells, const std::vector<std::size_t>& widths, std::size_t most) {
  const Cells last = wrapped(cells.back(), most);
  std::string text;
  for (const std::string& part : last) {
    cells.back() = part;
    text += line(cells, widths) + '\n';
    std::fill(cells.begin(), cells.end(), std::string());
  }
  return text;
}

Cells visible_cells(const Cells& cells) {
  Cells result;
  for (const std::string& cell : cells)
    result.push_back(visible(cell));
  return result;
}

}  // namespace

std::string table(const std::vector<std::string>& headline,
                  const std::vector<std::vector<std::string>>& rows, const Style& style) {
  std::vector<Cells> shown;
  std::vector<std::size_t> widths(headline.size());
  const auto measure = [&widths](const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], width(cells[i]));
  };
  measure(headline);
  for (const auto& row : rows) {
    shown.push_back(visible_cells(row));
    measure(shown.back());
  }
  std::size_t before = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i)
    before += widths[i] + gap;
  const std::size_t room = style.columns > before ? style.columns - before : 0;
  const std::size_t most = style.columns == 0 ? widths.back() : std::max(room, least_wrapped);
  std::string text = style.bold(line(headline, widths)) + '\n';
  for (const Cells& row : shown)
    text += lines(row, widths, most);
  return text;
}

}  // namespace relctl::report
