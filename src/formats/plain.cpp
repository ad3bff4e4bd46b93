// SPDX-License-Identifier: MIT
#include <utility>

#include "formats/format.hpp"

namespace relctl::formats {

Found find_plain(const Tree& tree, const std::string& path) {
  Source source = load(tree, path);
  constexpr std::string_view white_space = " \t\r\n";
  const std::string_view text = source.text;
  const std::size_t begin = text.find_first_not_of(white_space, mark_size(text));
  if (begin == text.npos) {
    throw fault(source, 0, "the file is empty").hint("write the version in it, such as 0.1.0");
  }
  const std::size_t end = text.find_last_not_of(white_space) + 1;
  const std::string value(text.substr(begin, end - begin));
  if (const std::size_t line_end = value.find_first_of("\r\n"); line_end != value.npos) {
    const std::size_t second = text.find_first_not_of(white_space, begin + line_end);
    throw fault(source, second, "the file holds more than one line")
        .hint("leave the version alone in it, or give the version file a pattern");
  }
  return {std::move(source), Syntax::text, {{{begin, value.size()}, value, "the version"}}};
}

}  // namespace relctl::formats
