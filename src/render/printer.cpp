// SPDX-License-Identifier: MIT
#include "render/printer.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/folded_text.hpp"
#include "render/key_order.hpp"
#include "render/scalar.hpp"
#include "render/text_printer.hpp"

namespace relctl::render {
namespace {

// A longer key is written as `? KEY`.
constexpr std::size_t simple_key_limit = 128;

/// Prints one object.
class Printer {
 public:
  Printer(const Arena& arena, std::string& out) : arena_(arena), text_(out) {}

  /// `node` at column `indent`; the first line's indentation is there already when `started`.
  void block(const Node& node, std::size_t indent, bool started) {
    if (++depth_ > depth_limit) {
      throw Error(ErrorKind::input, "maps and lists are nested more than 1,000 deep")
          .at(location_of(arena_, &node));
    }
    if (node.kind == Kind::mapping) {
      mapping(node, indent, started);
    } else {
      sequence(node, indent, started);
    }
    --depth_;
  }

 private:
  static bool is_block(const Node& node) {
    return (node.kind == Kind::mapping || node.kind == Kind::sequence) && node.count > 0;
  }

  void line_start(std::size_t indent, bool& started) {
    if (started) {
      started = false;
      return;
    }
    if (!first_) text_.line_break();
    first_ = false;
    text_.spaces(indent);
  }

  void mapping(const Node& node, std::size_t indent, bool started) {
    const std::vector<std::uint32_t> order = key_order(node);
    check_keys(node, order);
    for (const std::uint32_t i : order) {
      line_start(indent, started);
      const Node& key = *key_at(node, i);
      if (key.text.size() > simple_key_limit || key.text.find('\n') != std::string_view::npos) {
        long_key(key, *value_at(node, i), indent);
      } else {
        check_characters(key, key.text);
        text_.text(key.text, indent, true);
        text_.write(":");
        value(*value_at(node, i), indent);
      }
    }
  }

  void value(const Node& node, std::size_t indent) {
    if (is_block(node)) {
      block(node, node.kind == Kind::mapping ? indent + 2 : indent, false);
    } else {
      text_.write(" ");
      leaf(node, indent + 2);
    }
  }

  void long_key(const Node& key, const Node& node, std::size_t indent) {
    check_characters(key, key.text);
    text_.write("? ");
    text_.text(key.text, indent + 2, false);
    text_.line_break();
    text_.spaces(indent);
    text_.write(": ");
    if (is_block(node)) {
      block(node, indent + 2, true);
    } else {
      leaf(node, indent + 2);
    }
  }

  void sequence(const Node& node, std::size_t indent, bool started) {
    for (const Node* item : node.children()) {
      line_start(indent, started);
      text_.write("- ");
      if (is_block(*item)) {
        block(*item, indent + 2, true);
      } else {
        leaf(*item, indent + 2);
      }
    }
  }

  void leaf(const Node& node, std::size_t indent) {
    switch (node.kind) {
      case Kind::mapping:
        text_.write("{}");
        return;
      case Kind::sequence:
        text_.write("[]");
        return;
      case Kind::none:
        text_.write("null");
        return;
      case Kind::scalar:
        scalar(node, indent);
        return;
    }
  }

  void scalar(const Node& node, std::size_t indent) {
    const ScalarValue value = value_of(arena_, node);
    switch (value.meaning.tag) {
      case Tag::null:
        text_.write("null");
        return;
      case Tag::boolean:
        text_.write(value.meaning.truth ? "true" : "false");
        return;
      case Tag::integer:
      case Tag::floating:
        number(node, value.meaning.number);
        return;
      case Tag::timestamp:
        text_.text(json_time(node.text), indent, false);
        return;
      default:
        break;
    }
    if (node.tag == Tag::binary) {
      text_.text(value.decoded, indent, false);
      return;
    }
    check_characters(node, node.text);
    const auto rewritten = text_written_folded(node);
    text_.text(rewritten ? std::string_view(*rewritten) : node.text, indent, false);
  }

  void number(const Node& node, const Number& number) {
    if (!std::isfinite(to_double(number))) {
      throw Error(ErrorKind::input, "\"" + std::string(node.text) + "\" is no number in JSON")
          .at(location_of(arena_, &node));
    }
    text_.write(printed_number(number));
  }

  void check_characters(const Node& node, std::string_view text) const {
    if (!has_forbidden_character(text)) return;
    throw Error(ErrorKind::input, "a text has a control character that YAML does not allow")
        .at(location_of(arena_, &node));
  }

  void check_keys(const Node& node, const std::vector<std::uint32_t>& order) const {
    for (std::size_t n = 0; n < order.size(); ++n) {
      const Node& key = *key_at(node, order[n]);
      if (n > 0 && key.text == key_at(node, order[n - 1])->text) {
        throw Error(ErrorKind::input, "the key \"" + std::string(key.text) + "\" is there twice")
            .at(location_of(arena_, &key));
      }
      const bool string =
          key.kind == Kind::scalar && (key.tag == Tag::none || key.tag == Tag::string ||
                                       key.tag == Tag::other || key.style != Style::plain);
      // The outermost keys are read as strings whatever they are.
      if (string || (depth_ == 1 && key.kind == Kind::scalar)) continue;
      throw Error(ErrorKind::input, "a key is no string: \"" + std::string(key.text) + "\"")
          .at(location_of(arena_, &key))
          .hint("quote it");
    }
  }

  const Arena& arena_;
  TextPrinter text_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

}  // namespace

void print(const Arena& arena, const Node& object, std::string& out) {
  if (object.count == 0) {
    out += "{}\n";
    return;
  }
  Printer(arena, out).block(object, 0, false);
  out += '\n';
}

}  // namespace relctl::render
