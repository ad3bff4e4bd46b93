// SPDX-License-Identifier: MIT
#include "render/read_yaml.hpp"

#include <string>

#include "render/build_nodes.hpp"
#include "render/fields.hpp"
#include "render/schema_comments.hpp"
#include "yaml/reader.hpp"

namespace relctl::render {
namespace {

Style style_of(yaml::Style style) {
  switch (style) {
    case yaml::Style::single_quoted:
      return Style::single_quoted;
    case yaml::Style::double_quoted:
      return Style::double_quoted;
    case yaml::Style::literal:
      return Style::literal;
    case yaml::Style::folded:
      return Style::folded;
    case yaml::Style::plain:
      break;
  }
  return Style::plain;
}

void take_event(const yaml::Event& event, std::uint16_t file, NodeBuilder& builder) {
  const Place place{static_cast<std::uint32_t>(event.start.line),
                    static_cast<std::uint32_t>(event.start.column), file, 0};
  switch (event.kind) {
    case yaml::EventKind::scalar:
      builder.scalar(event.value, event.tag, style_of(event.style), event.anchor, place);
      return;
    case yaml::EventKind::alias:
      builder.alias(event.anchor, place);
      return;
    case yaml::EventKind::mapping_start:
      builder.start(Kind::mapping, event.tag, event.flow, event.anchor, place);
      return;
    case yaml::EventKind::sequence_start:
      builder.start(Kind::sequence, event.tag, event.flow, event.anchor, place);
      return;
    case yaml::EventKind::mapping_end:
    case yaml::EventKind::sequence_end:
      builder.end();
      return;
  }
}

/// The documents of `text`, but for those that are empty or null; `most` of them.
std::vector<Node*> documents_of(Arena& arena, std::string_view text, std::uint16_t file,
                                std::size_t most) {
  const std::string name = arena.file_name(file);
  std::vector<Node*> documents;
  for (const std::uint32_t line : schema_comment_lines(text))
    arena.mark_schema_comment(file, line);
  try {
    for (const yaml::Chunk& chunk : yaml::split_chunks(text, name, yaml::build_limits)) {
      if (documents.size() == most) break;
      yaml::Reader reader(chunk, name, yaml::build_limits);
      NodeBuilder builder(arena);
      while (const auto event = reader.next())
        take_event(*event, file, builder);
      if (!is_null(builder.root())) documents.push_back(builder.root());
    }
  } catch (const Error& error) {
    throw in_whole_file(arena, file, error);
  }
  return documents;
}

/// kyaml reads CR LF as LF.
std::string without_carriage_returns(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') result += text[i];
  }
  return result;
}

}  // namespace

std::vector<Node*> read_documents(Arena& arena, std::string_view text, std::uint16_t file) {
  return documents_of(arena, without_carriage_returns(text), file, std::string::npos);
}

Node* read_first_document(Arena& arena, std::string_view text, std::uint16_t file) {
  const std::vector<Node*> documents = documents_of(arena, text, file, 1);
  return documents.empty() ? nullptr : documents.front();
}

}  // namespace relctl::render
