// SPDX-License-Identifier: MIT
#include "render/read_yaml.hpp"

#include <memory>
#include <string>

#include <yaml.h>

#include "base/error.hpp"
#include "render/build_nodes.hpp"
#include "render/fields.hpp"

namespace relctl::render {
namespace {

std::string_view view_of(const unsigned char* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    default:
      return Style::plain;
  }
}

/// Parses one document at a time.
class Parser {
 public:
  Parser(Arena& arena, std::string_view text, std::uint16_t file, std::size_t first_line)
      : arena_(arena), file_(file), first_line_(first_line) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { yaml_parser_delete(&parser_); }

  Node* document(bool only) {
    NodeBuilder builder(arena_);
    for (;;) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) fail();
      const std::unique_ptr<yaml_event_t, void (*)(yaml_event_t*)> guard(&event, yaml_event_delete);
      if (event.type == YAML_STREAM_END_EVENT) return builder.root();
      if (event.type == YAML_DOCUMENT_START_EVENT && builder.root() != nullptr)
        fail_at(event.start_mark, "a second document begins here without a line ---");
      if (event.type == YAML_DOCUMENT_END_EVENT && !only) return builder.root();
      handle(event, builder);
      if (builder.depth() > depth_limit)
        fail_at(event.start_mark, "maps and lists are nested more than 1,000 deep");
    }
  }

 private:
  void handle(const yaml_event_t& event, NodeBuilder& builder) {
    const Place place = place_of(event.start_mark);
    switch (event.type) {
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        builder.scalar({reinterpret_cast<const char*>(scalar.value), scalar.length},
                       view_of(scalar.tag), style_of(scalar.style), view_of(scalar.anchor), place);
        return;
      }
      case YAML_ALIAS_EVENT:
        builder.alias(view_of(event.data.alias.anchor), place);
        return;
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        builder.start(Kind::mapping, view_of(start.tag), start.style == YAML_FLOW_MAPPING_STYLE,
                      view_of(start.anchor), place);
        return;
      }
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        builder.start(Kind::sequence, view_of(start.tag), start.style == YAML_FLOW_SEQUENCE_STYLE,
                      view_of(start.anchor), place);
        return;
      }
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        builder.end();
        return;
      default:
        return;
    }
  }

  [[nodiscard]] Place place_of(const yaml_mark_t& mark) const {
    return {static_cast<std::uint32_t>(mark.line + first_line_),
            static_cast<std::uint32_t>(mark.column + 1), file_, 0};
  }

  [[noreturn]] void fail_at(const yaml_mark_t& mark, const std::string& fault) const {
    const Place place = place_of(mark);
    throw Error(ErrorKind::input, fault)
        .at({arena_.file_name(file_), place.line, place.column, ""});
  }

  [[noreturn]] void fail() const {
    fail_at(parser_.problem_mark,
            "this is no YAML: " + std::string(parser_.problem == nullptr ? "" : parser_.problem));
  }

  Arena& arena_;
  std::uint16_t file_;
  std::size_t first_line_;
  yaml_parser_t parser_{};
};

/// A document's text and the number of its first line.
struct Chunk {
  std::string_view text;
  std::size_t line = 1;
};

/// The end of the line that starts at `start`, without its break.
std::size_t line_end(std::string_view text, std::size_t start) {
  return std::min(text.find('\n', start), text.size());
}

std::vector<Chunk> split_chunks(std::string_view text) {
  std::vector<Chunk> chunks;
  std::size_t start = 0;
  std::size_t line = 1;
  std::size_t start_line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = line_end(text, at);
    if (at > 0 && end < text.size() && text.substr(at).starts_with("---")) {
      const std::string_view rest = text.substr(at + 3, end - at - 3);
      const std::size_t word = rest.find_first_not_of(" \t\r\v\f");
      if (word != std::string_view::npos && rest[word] != '#') {
        throw Error(ErrorKind::input, "a line --- between documents holds more than a comment")
            .at({"", line, 1, ""});
      }
      chunks.push_back({text.substr(start, at - start), start_line});
      start = end + 1;
      start_line = line + 1;
    }
    at = end + 1;
  }
  chunks.push_back({text.substr(std::min(start, text.size())), start_line});
  return chunks;
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
  const std::string plain = without_carriage_returns(text);
  std::vector<Node*> documents;
  for (const Chunk& chunk : split_chunks(plain)) {
    Node* document = Parser(arena, chunk.text, file, chunk.line).document(true);
    if (!is_null(document)) documents.push_back(document);
  }
  return documents;
}

Node* read_first_document(Arena& arena, std::string_view text, std::uint16_t file) {
  Node* document = Parser(arena, text, file, 1).document(false);
  return is_null(document) ? nullptr : document;
}

}  // namespace relctl::render
