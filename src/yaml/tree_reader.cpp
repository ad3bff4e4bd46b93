// SPDX-License-Identifier: MIT
#include "yaml/tree_reader.hpp"

#include <utility>

#include <fmt/format.h>

namespace relctl::yaml {
namespace {

/// What makes two keys the same: all nulls are, and scalars of one value, however they are quoted,
/// since tools that turn YAML into JSON cannot keep them apart.
std::optional<std::string> key_identity(const Node& key) {
  if (key.kind != Kind::scalar) return std::nullopt;
  return key.is_null() ? "null" : "=" + key.value;
}

bool is_property(const Token& token) {
  return token.kind == TokenKind::anchor || token.kind == TokenKind::tag;
}

/// `span` without the blanks and line ends at its end: a block scalar's token has those behind it.
edit::Span trimmed(std::string_view text, edit::Span span) {
  const std::string_view source = text.substr(span.offset, span.size);
  const std::size_t last = source.find_last_not_of(" \t\r\n");
  return {span.offset, last == std::string_view::npos ? 0 : last + 1};
}

}  // namespace

std::optional<Node> TreeReader::read() {
  const auto event = reader_.next();
  if (!event) return std::nullopt;
  Node root = read_node(*event);
  reader_.next();  // Nothing else may follow.
  return root;
}

Event TreeReader::require_event() {
  const auto event = reader_.next();
  if (!event) throw Error(ErrorKind::bug, "YAML events end inside of a collection");
  return *event;
}

const Token* TreeReader::token(TokenKind kind) const {
  const auto& next = tokens_.peek();
  return next && next->kind == kind ? &*next : nullptr;
}

edit::Span TreeReader::take() {
  edit::Span span = tokens_.peek().value().span;
  if (token(TokenKind::scalar) != nullptr) span = trimmed(text_, span);
  token_end_ = span.end();
  tokens_.advance();
  return span;
}

void TreeReader::pass_tokens_before(std::size_t offset) {
  while (tokens_.peek() && tokens_.peek()->span.end() <= offset)
    take();
}

Node TreeReader::read_node(const Event& event) {
  pass_tokens_before(event.start.offset);
  const bool is_alias = event.kind == EventKind::alias;
  const std::string anchor(is_alias ? std::string_view{} : event.anchor);
  count(1, event.start.offset);
  const std::size_t before = visited_ - 1;
  if (!anchor.empty()) anchors_[anchor] = {};
  Node node;
  node.start = event.start.offset;
  node.anchor = anchor;
  if (is_alias) {
    node.value = event.anchor;
    read_alias(node);
    return node;
  }
  read_properties(node, event);
  if (event.kind == EventKind::sequence_start) {
    read_sequence(node, event);
  } else if (event.kind == EventKind::mapping_start) {
    read_mapping(node, event);
  } else {
    read_scalar(node, event);
  }
  if (!anchor.empty()) anchors_[anchor] = {visited_ - before, key_identity(node)};
  return node;
}

void TreeReader::read_alias(Node& node) {
  node.kind = Kind::alias;
  node.span = take();
  check_name(node.span);
  const Anchor& target = anchors_[node.value];
  if (!target.weight) {
    fail(node.start, fmt::format("the alias *{} is inside of what it stands for", node.value));
  }
  count(*target.weight, node.start);
}

void TreeReader::read_properties(Node& node, const Event& event) {
  while (tokens_.peek() && is_property(*tokens_.peek()) &&
         tokens_.peek()->span.offset >= event.start.offset &&
         tokens_.peek()->span.end() <= event.end.offset) {
    const bool is_tag = token(TokenKind::tag) != nullptr;
    const edit::Span span = take();
    if (is_tag) {
      node.tag = text_.substr(span.offset, span.size);
    } else {
      check_name(span);
    }
  }
}

void TreeReader::read_scalar(Node& node, const Event& event) {
  node.value = event.value;
  node.style = event.style;
  const Token* written = token(TokenKind::scalar);
  if (written != nullptr && written->span.offset >= event.start.offset &&
      written->span.end() <= event.end.offset) {
    node.span = take();
    return;
  }
  node.span = {token_end_, 0};
  if (node.anchor.empty() && node.tag.empty()) node.start = token_end_;
}

std::size_t TreeReader::start_collection(const Node& node, const Event& event, bool bracketed) {
  const std::size_t start = tokens_.peek() ? tokens_.peek()->span.offset : event.start.offset;
  if (bracketed) take();
  return std::max(start, node.start);
}

void TreeReader::end_collection(Node& node, std::size_t start, const Event& end, bool bracketed) {
  if (bracketed) pass_tokens_before(end.end.offset);
  node.span = {start, std::max(token_end_, start) - start};
}

void TreeReader::read_sequence(Node& node, const Event& event) {
  node.kind = Kind::sequence;
  node.flow = event.flow;
  const std::size_t start = start_collection(node, event, event.flow);
  while (true) {
    std::optional<std::size_t> dash;
    if (const Token* item = token(TokenKind::item); item != nullptr && !node.flow) {
      dash = item->span.offset;
    }
    const Event next = require_event();
    if (next.kind == EventKind::sequence_end) return end_collection(node, start, next, node.flow);
    node.items.push_back(read_node(next));
    if (dash) node.items.back().start = *dash;
  }
}

void TreeReader::read_mapping(Node& node, const Event& event) {
  node.kind = Kind::mapping;
  node.flow = event.flow;
  // A pair in a flow sequence has no braces of its own; it starts with its key, or with its `?`.
  const bool braced =
      node.flow && event.end.offset > event.start.offset && token(TokenKind::bracket) != nullptr;
  const std::size_t start = start_collection(node, event, braced);
  Keys keys;
  while (true) {
    const Event next = require_event();
    if (next.kind == EventKind::mapping_end) return end_collection(node, start, next, braced);
    read_entry(node, next, keys);
  }
}

void TreeReader::read_entry(Node& mapping, const Event& event, Keys& keys) {
  while (token(TokenKind::other) != nullptr && tokens_.peek()->span.end() <= event.start.offset)
    take();
  std::optional<std::size_t> mark;
  if (const Token* key = token(TokenKind::key);
      key != nullptr && key->span.offset <= event.start.offset) {
    mark = key->span.offset;
  }
  auto& [key, value] = mapping.entries.emplace_back();
  key = read_node(event);
  if (mark) key.start = *mark;
  check_key(key, keys);
  value = read_node(require_event());
}

void TreeReader::check_key(const Node& key, Keys& keys) const {
  std::optional<std::string> identity = key_identity(key);
  if (key.kind == Kind::alias) identity = anchors_.at(key.value).key;
  if (!identity) return;
  const auto [first, added] = keys.emplace(std::move(*identity), key.start);
  if (added) return;
  const std::string name = (key.kind == Kind::alias ? "*" : "") + key.value;
  const std::size_t line = edit::locate({}, text_, first->second).line;
  fail(key.start, fmt::format("duplicate key '{}', first on line {}", name, line));
}

/// YAML 1.2 has more characters in the names of anchors than 1.1: `&a: b`.
void TreeReader::check_name(edit::Span name) const {
  if (name.end() < text_.size() &&
      std::string_view("?:%@`").find(text_[name.end()]) != std::string_view::npos) {
    fail(name.offset, "not valid YAML: readers would not agree on what this line means");
  }
}

void TreeReader::count(std::size_t nodes, std::size_t offset) {
  visited_ += nodes;
  if (visited_ > limits_.nodes) {
    fail(offset, fmt::format("more than {} nodes with aliases followed", limits_.nodes));
  }
}

void TreeReader::fail(std::size_t offset, const std::string& fault) const {
  throw Error(ErrorKind::input, fault).at(edit::locate(file_, text_, offset));
}

}  // namespace relctl::yaml
