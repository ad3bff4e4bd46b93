// SPDX-License-Identifier: MIT
#include "render/json_nodes.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "render/characters.hpp"
#include "render/fields.hpp"
#include "render/folded_text.hpp"
#include "render/scalar.hpp"
#include "render/text_form.hpp"

namespace relctl::render {
namespace {

Node* json_scalar(Arena& arena, const Node& node) {
  const ScalarValue value = value_of(arena, node);
  Node* result = arena.scalar(node.text, Tag::string, Style::double_quoted);
  result->place = node.place;
  switch (value.meaning.tag) {
    case Tag::null:
      result->text = "null";
      break;
    case Tag::boolean:
      result->text = value.meaning.truth ? "true" : "false";
      break;
    case Tag::integer:
    case Tag::floating:
      if (!std::isfinite(to_double(value.meaning.number))) {
        throw Error(ErrorKind::input, "\"" + std::string(node.text) + "\" is no number in JSON")
            .at(location_of(arena, &node));
      }
      result->text = arena.keep(json_text(value.meaning.number));
      break;
    case Tag::timestamp:
      result->text = arena.keep(json_time(node.text));
      return result;
    default:
      if (node.tag == Tag::binary) result->text = arena.keep(value.decoded);
      if (const auto rewritten = text_written_folded(node)) result->text = arena.keep(*rewritten);
      return result;
  }
  result->style = Style::plain;
  result->tag = meaning_of(result->text).tag;
  return result;
}

void require_string_key(const Arena& arena, const Node& key) {
  const bool string = key.tag == Tag::none || key.tag == Tag::string || key.tag == Tag::other ||
                      key.style != Style::plain;
  if (key.kind == Kind::scalar && string) return;
  throw Error(ErrorKind::input, "a key is no string: \"" + std::string(key.text) + "\"")
      .at(location_of(arena, &key))
      .hint("quote it");
}

/// go-yaml v3 writes a string plain where that reads as the same string.
Style yaml_style(std::string_view text) {
  if (text.find('\n') != std::string_view::npos) return Style::literal;
  const Tag tag = meaning_of(text).tag;
  if (tag != Tag::string || needs_quotes(text)) return Style::double_quoted;
  const TextForm form = form_of(text);
  if (form.plain) return Style::plain;
  return form.single_quoted ? Style::single_quoted : Style::double_quoted;
}

Node* decoded_scalar(Arena& arena, const Node& json) {
  Node* result = arena.scalar(json.text, json.tag, Style::plain);
  result->place = json.place;
  if (json.tag == Tag::string) {
    result->style = yaml_style(json.text);
  } else if (json.tag == Tag::integer || json.tag == Tag::floating) {
    const double value = to_double(meaning_of(json.text).number);
    result->text = arena.keep(yaml_text_of_double(value));
    result->tag = meaning_of(result->text).tag;
  }
  return result;
}

/// A copy of the tree whose scalars and keys are made by `scalar` and `key`.
template <typename Scalar, typename Key>
Node* transformed(Arena& arena, const Node& node, const Scalar& scalar, const Key& key) {
  if (node.kind == Kind::none) return arena.scalar("null", Tag::null);
  if (node.kind == Kind::scalar) return scalar(node);
  Node* result = arena.make(node.kind);
  result->tag = node.kind == Kind::mapping ? Tag::mapping : Tag::sequence;
  result->place = node.place;
  const bool mapping = node.kind == Kind::mapping;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    const bool is_key = mapping && i % 2 == 0;
    arena.append(*result,
                 is_key ? key(*node.items[i]) : transformed(arena, *node.items[i], scalar, key));
  }
  return result;
}

void write_string(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_character(text, i);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029) {
          out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
        } else if (c == U'\uFFFD') {
          out += text.substr(start, 3) == "\xEF\xBF\xBD" ? "\xEF\xBF\xBD" : "\\ufffd";
        } else {
          out += text.substr(start, i - start);
        }
    }
  }
  out += '"';
}

void write_map(const Node& json, bool doubles, std::string& out) {
  std::vector<std::uint32_t> order(size_of(json));
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return key_at(json, a)->text < key_at(json, b)->text;
  });
  out += '{';
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0) out += ',';
    write_string(key_at(json, order[i])->text, out);
    out += ':';
    write_json(*value_at(json, order[i]), doubles, out);
  }
  out += '}';
}

}  // namespace

Node* to_json(Arena& arena, const Node& node) {
  return transformed(
      arena, node, [&](const Node& scalar) { return json_scalar(arena, scalar); },
      [&](const Node& key) {
        require_string_key(arena, key);
        Node* result = arena.scalar(key.text, Tag::string, Style::double_quoted);
        result->place = key.place;
        return result;
      });
}

Node* from_json(Arena& arena, const Node& json) {
  return transformed(
      arena, json, [&](const Node& scalar) { return decoded_scalar(arena, scalar); },
      [&](const Node& key) { return arena.scalar(key.text, Tag::string, yaml_style(key.text)); });
}

void write_json(const Node& json, bool doubles, std::string& out) {
  if (json.kind == Kind::mapping) {
    write_map(json, doubles, out);
  } else if (json.kind == Kind::sequence) {
    out += '[';
    for (std::uint32_t i = 0; i < json.count; ++i) {
      if (i > 0) out += ',';
      write_json(*json.items[i], doubles, out);
    }
    out += ']';
  } else if (json.tag == Tag::string) {
    write_string(json.text, out);
  } else if (doubles && (json.tag == Tag::integer || json.tag == Tag::floating)) {
    out += json_text(to_double(meaning_of(json.text).number));
  } else {
    out += json.text;
  }
}

}  // namespace relctl::render
