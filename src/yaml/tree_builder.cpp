// SPDX-License-Identifier: MIT
#include "yaml/tree_builder.hpp"

#include <utility>

#include <fmt/format.h>

namespace relctl::yaml {
namespace {

/// True where the parser's tag is one that the source spells out. A quoted scalar has "!" without
/// any, and may have it with a lone `!`.
bool has_written_tag(const RawEvent& event) {
  return !event.tag.empty() && event.tag != "?" && event.tag != "!";
}

bool is_null_word(std::string_view word) {
  return word == "~" || word == "null" || word == "Null" || word == "NULL";
}

/// True for an anchor's name that YAML 1.1 readers end earlier than 1.2 readers do: `&a: b`.
bool is_ambiguous_name(std::string_view name) {
  return name.find_first_of("?:%@`") != std::string_view::npos;
}

/// What makes two keys the same: all nulls are, and scalars of one value, however they are quoted,
/// since tools that turn YAML into JSON cannot keep them apart.
std::optional<std::string> key_identity(const Node& key) {
  if (key.kind != Kind::scalar) return std::nullopt;
  return key.is_null() ? "null" : "=" + key.value;
}

}  // namespace

void TreeBuilder::disagree(std::size_t offset) const {
  cursor_.fail(offset, "not valid YAML: readers would not agree on what this line means");
}

void TreeBuilder::count(std::size_t nodes, std::size_t offset) {
  visited_ += nodes;
  if (visited_ > node_limit) {
    cursor_.fail(offset, fmt::format("more than {} nodes with aliases followed", node_limit));
  }
}

Node TreeBuilder::read_document() {
  visited_ = 0;
  anchors_.clear();
  if (!next_is(RawEventKind::document_start)) disagree(cursor_.at());
  ++next_;
  Node root = read_node({});
  if (!next_is(RawEventKind::document_end)) disagree(cursor_.at());
  ++next_;
  return root;
}

Node TreeBuilder::read_node(Context context) {
  const RawEvent& event = events_[next_++];
  cursor_.skip_space();
  count(1, cursor_.at());
  if (event.kind == RawEventKind::alias) return read_alias(event, context);
  const std::size_t before = visited_ - 1;
  if (event.anchor != 0) anchors_[event.anchor] = {};
  Node node;
  node.start = cursor_.at();
  read_properties(node, event, context);
  switch (event.kind) {
    case RawEventKind::null:
      read_null(node, event, context);
      break;
    case RawEventKind::scalar:
      read_scalar(node, event, context);
      break;
    case RawEventKind::sequence_start:
    case RawEventKind::mapping_start:
      read_collection(node, event, context);
      break;
    default:
      disagree(cursor_.at());
  }
  if (event.anchor != 0) anchors_[event.anchor] = {visited_ - before, key_identity(node)};
  return node;
}

Node TreeBuilder::read_alias(const RawEvent& event, Context context) {
  Node node;
  node.kind = Kind::alias;
  node.start = cursor_.at();
  if (cursor_.peek() != '*' || event.offset != node.start) disagree(node.start);
  const std::string_view word = cursor_.take_word(context.flow);
  node.value = word.substr(1);
  node.span = {node.start, word.size()};
  if (is_ambiguous_name(node.value)) disagree(node.start);
  const auto& target = anchors_[event.anchor];
  if (!target.weight) {
    cursor_.fail(node.start,
                 fmt::format("the alias *{} is inside of what it stands for", node.value));
  }
  count(*target.weight, node.start);
  return node;
}

void TreeBuilder::read_properties(Node& node, const RawEvent& event, Context context) {
  const bool anchored = event.anchor != 0;
  const bool tagged = has_written_tag(event);
  const bool may_be_tagged = tagged || event.tag == "!";
  if ((anchored || tagged) && !cursor_.may_start(context)) disagree(cursor_.at());
  while (true) {
    if (anchored && node.anchor.empty() && cursor_.peek() == '&') {
      node.anchor = cursor_.take_word(context.flow).substr(1);
    } else if (may_be_tagged && node.tag.empty() && cursor_.peek() == '!') {
      node.tag = cursor_.take_word(context.flow);
    } else {
      break;
    }
    cursor_.skip_space();
  }
  check_properties(node, anchored, tagged);
}

void TreeBuilder::check_properties(const Node& node, bool anchored, bool tagged) const {
  const bool agreed = anchored != node.anchor.empty() && (!tagged || !node.tag.empty());
  if (!agreed || is_ambiguous_name(node.anchor)) disagree(node.start);
}

void TreeBuilder::place_empty(Node& node) {
  node.span = {cursor_.token_end(), 0};
  if (node.anchor.empty() && node.tag.empty()) node.start = node.span.offset;
}

void TreeBuilder::read_null(Node& node, const RawEvent& event, Context context) {
  const bool placed = !node.anchor.empty() || event.offset == cursor_.at();
  if (placed && cursor_.may_start(context)) {
    if (const auto lexeme = lex_scalar(cursor_.text(), cursor_.at(), context);
        lexeme && lexeme->style == Style::plain && is_null_word(lexeme->value)) {
      node.value = lexeme->value;
      node.span = lexeme->span;
      cursor_.take(node.span.size);
      return;
    }
  }
  place_empty(node);
}

void TreeBuilder::read_scalar(Node& node, const RawEvent& event, Context context) {
  const std::size_t offset = cursor_.at();
  const std::string_view openers = context.flow ? "'\"" : "'\"|>";
  const bool written = !event.value.empty() || openers.find(cursor_.peek()) != openers.npos;
  if (event.value.empty() && (!written || !cursor_.may_start(context))) return place_empty(node);
  if (!cursor_.may_start(context) || event.offset != node.start) disagree(offset);
  const auto lexeme = lex_scalar(cursor_.text(), offset, context);
  if (!lexeme) cursor_.fail(offset, "not valid YAML: this scalar has no proper end");
  const bool block = lexeme->style == Style::literal || lexeme->style == Style::folded;
  if (block ? letters_of(event.value) != lexeme->letters : event.value != lexeme->value) {
    disagree(offset);
  }
  node.value = event.value;
  node.style = lexeme->style;
  node.span = lexeme->span;
  cursor_.take(node.span.size);
}

void TreeBuilder::check_key(const Node& key, Keys& keys, std::size_t anchor) const {
  std::optional<std::string> identity = key_identity(key);
  if (key.kind == Kind::alias) identity = anchors_.at(anchor).key;
  if (!identity) return;
  const auto [first, added] = keys.emplace(std::move(*identity), key.start);
  if (added) return;
  const std::string name = (key.kind == Kind::alias ? "*" : "") + key.value;
  const std::size_t line = edit::locate({}, cursor_.text(), first->second).line;
  cursor_.fail(key.start, fmt::format("duplicate key '{}', first on line {}", name, line));
}

void TreeBuilder::take_null(Node& node) {
  if (!next_is(RawEventKind::null) || peek().anchor != 0) disagree(cursor_.at());
  ++next_;
  count(1, cursor_.at());
  place_empty(node);
}

}  // namespace relctl::yaml
