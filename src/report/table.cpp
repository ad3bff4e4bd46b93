// SPDX-License-Identifier: MIT
#include "report/table.hpp"

#include <algorithm>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = visible(cells[i]);
    text += cell;
    if (i + 1 < cells.size()) text += std::string(widths[i] - width(cell) + 2, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace

std::string table(const std::vector<std::string>& headline,
                  const std::vector<std::vector<std::string>>& rows, const Style& style) {
  std::vector<std::size_t> widths(headline.size());
  const auto measure = [&widths](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      widths[i] = std::max(widths[i], width(visible(cells[i])));
  };
  measure(headline);
  for (const auto& row : rows)
    measure(row);
  std::string text = style.bold(line(headline, widths)) + '\n';
  for (const auto& row : rows)
    text += line(row, widths) + '\n';
  return text;
}

}  // namespace relctl::report
