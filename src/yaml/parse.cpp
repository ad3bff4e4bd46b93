// SPDX-License-Identifier: MIT
#include <utility>

#include <fmt/format.h>

#include "edit/utf8.hpp"
#include "yaml/document.hpp"
#include "yaml/tree_reader.hpp"

namespace relctl::yaml {
namespace {

/// The chunks that are edited: as kyaml splits, but directives stay with the document that they are
/// written for. Kustomizations and values are read whole, where directives are good; a manifest
/// with them is refused by kustomize itself.
std::vector<Chunk> chunks_of(std::string_view text, std::string_view file) {
  std::vector<Chunk> chunks = split_chunks(text, file, edit_limits);
  const std::string_view start = chunks[0].text.substr(edit::byte_order_mark_size(text));
  if (chunks.size() > 1 && start.starts_with('%')) {
    chunks[0].text = text.substr(0, chunks[1].offset + chunks[1].text.size());
    chunks.erase(chunks.begin() + 1);
  }
  return chunks;
}

}  // namespace

Stream parse(std::string_view text, std::string_view file) {
  Stream stream;
  stream.file = file;
  stream.text = text;
  std::size_t nodes = 0;
  for (const Chunk& chunk : chunks_of(text, file)) {
    TreeReader reader(text, file, chunk, edit_limits);
    if (auto document = reader.read()) stream.documents.push_back(std::move(*document));
    nodes += reader.nodes();
    if (nodes > edit_limits.nodes) {
      throw Error(ErrorKind::input, fmt::format("more than {} nodes", edit_limits.nodes))
          .at(edit::locate(file, text, chunk.offset))
          .hint("split the file");
    }
  }
  return stream;
}

}  // namespace relctl::yaml
