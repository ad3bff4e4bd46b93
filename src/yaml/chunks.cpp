// SPDX-License-Identifier: MIT
#include "yaml/chunks.hpp"

#include "base/error.hpp"
#include "edit/splice.hpp"
#include "yaml/check_text.hpp"

namespace relctl::yaml {
namespace {

/// Throws for text behind `---` that is no comment.
void check_separator(std::string_view text, std::string_view file, std::size_t start,
                     std::size_t end) {
  const std::size_t word = text.substr(0, end).find_first_not_of(" \t\r\v\f", start + 3);
  if (word == std::string_view::npos || text[word] == '#') return;
  throw Error(ErrorKind::input, "text behind '---': kustomize refuses it between documents")
      .at(edit::locate(file, text, word))
      .hint("begin the document on the next line");
}

}  // namespace

std::vector<Chunk> split_chunks(std::string_view text, std::string_view file,
                                const Limits& limits) {
  check_text(text, file, limits);
  std::vector<Chunk> chunks;
  Chunk chunk;
  std::size_t line = 1;
  std::size_t at = text.find('\n');
  while (at != std::string_view::npos) {
    const std::size_t start = at + 1;
    const std::size_t end = text.find('\n', start);
    ++line;
    at = end;
    if (end == std::string_view::npos || !text.substr(start).starts_with("---")) continue;
    check_separator(text, file, start, end);
    chunk.text = text.substr(chunk.offset, start - chunk.offset);
    chunks.push_back(chunk);
    chunk = {{}, end + 1, ++line};
    at = text.find('\n', end + 1);
  }
  chunk.text = text.substr(chunk.offset);
  chunks.push_back(chunk);
  return chunks;
}

}  // namespace relctl::yaml
