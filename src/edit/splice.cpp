// SPDX-License-Identifier: MIT
#include "edit/splice.hpp"

#include <algorithm>

namespace relctl::edit {

std::string apply(std::string_view text, std::vector<Splice> splices) {
  std::stable_sort(splices.begin(), splices.end(),
                   [](const Splice& a, const Splice& b) { return a.span.offset < b.span.offset; });
  std::string result;
  result.reserve(text.size());
  std::size_t done = 0;
  for (const Splice& splice : splices) {
    if (splice.span.offset < done || splice.span.end() > text.size()) {
      throw Error(ErrorKind::bug, "edits overlap or pass the end of the file");
    }
    result.append(text.substr(done, splice.span.offset - done)).append(splice.text);
    done = splice.span.end();
  }
  return result.append(text.substr(done));
}

Location locate(std::string_view file, std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t last_end = before.rfind('\n');
  const std::size_t start = last_end == std::string_view::npos ? 0 : last_end + 1;
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto number = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  return {std::string(file), number, offset - start + 1, std::string(line)};
}

}  // namespace relctl::edit
