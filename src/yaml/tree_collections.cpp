// SPDX-License-Identifier: MIT
#include <utility>

#include "yaml/tree_builder.hpp"

namespace relctl::yaml {

void TreeBuilder::read_collection(Node& node, const RawEvent& event, Context context) {
  const bool sequence = event.kind == RawEventKind::sequence_start;
  if (cursor_.at_end() || event.offset != node.start) disagree(cursor_.at());
  node.kind = sequence ? Kind::sequence : Kind::mapping;
  node.flow = event.flow || context.flow;
  const std::size_t offset = cursor_.at();
  if (!node.flow) {
    sequence ? read_block_sequence(node) : read_block_mapping(node);
  } else if (sequence) {
    read_flow_sequence(node, {context.indent, true});
  } else if (context.flow && cursor_.peek() != '{') {
    read_flow_pair(node, context);
  } else {
    read_flow_mapping(node, {context.indent, true});
  }
  node.span = {offset, cursor_.token_end() - offset};
}

void TreeBuilder::read_block_sequence(Node& node) {
  const Context inside{column_of(cursor_.text(), cursor_.at()), false};
  for (; !next_is(RawEventKind::sequence_end); cursor_.skip_space()) {
    const std::size_t dash = cursor_.at();
    if (!cursor_.at_indicator('-') || cursor_.at_marker()) disagree(dash);
    if (column_of(cursor_.text(), dash) != inside.indent) disagree(dash);
    cursor_.take(1);
    node.items.push_back(read_node(inside));
    node.items.back().start = dash;
  }
  ++next_;
}

void TreeBuilder::read_block_mapping(Node& node) {
  const Context inside{column_of(cursor_.text(), cursor_.at()), false};
  Keys keys;
  for (; !next_is(RawEventKind::mapping_end); cursor_.skip_space()) {
    if (cursor_.at_end() || cursor_.at_marker()) disagree(cursor_.at());
    if (column_of(cursor_.text(), cursor_.at()) != inside.indent) disagree(cursor_.at());
    read_entry(node, keys, inside);
  }
  ++next_;
}

void TreeBuilder::read_flow_sequence(Node& node, Context context) {
  cursor_.expect('[');
  cursor_.skip_space();
  while (!next_is(RawEventKind::sequence_end)) {
    const std::size_t before = cursor_.at();
    node.items.push_back(read_node(context));
    if (cursor_.token_end() <= before) cursor_.fail(before, "a comma without an item before it");
    cursor_.skip_space();
    if (cursor_.peek() != ',' && !next_is(RawEventKind::sequence_end)) disagree(cursor_.at());
    if (cursor_.peek() == ',') cursor_.take(1);
    cursor_.skip_space();
  }
  ++next_;
  cursor_.expect(']');
}

void TreeBuilder::read_flow_mapping(Node& node, Context context) {
  Keys keys;
  cursor_.expect('{');
  cursor_.skip_space();
  while (!next_is(RawEventKind::mapping_end)) {
    const std::size_t before = cursor_.at();
    read_entry(node, keys, context);
    if (cursor_.token_end() <= before) cursor_.fail(before, "a comma without an entry before it");
    cursor_.skip_space();
    if (cursor_.peek() != ',' && !next_is(RawEventKind::mapping_end)) disagree(cursor_.at());
    if (cursor_.peek() == ',') cursor_.take(1);
    cursor_.skip_space();
  }
  ++next_;
  cursor_.expect('}');
}

void TreeBuilder::read_flow_pair(Node& node, Context context) {
  Keys keys;
  read_entry(node, keys, context);
  if (!next_is(RawEventKind::mapping_end)) disagree(cursor_.at());
  ++next_;
}

void TreeBuilder::read_entry(Node& mapping, Keys& keys, Context context) {
  const std::size_t start = cursor_.at();
  const bool marked = cursor_.at_indicator('?');
  if (marked) cursor_.take(1);
  const std::size_t anchor = peek().anchor;
  auto& [key, value] = mapping.entries.emplace_back();
  // A key without `?` stands in its mapping's own column, not further in.
  key = read_node({marked ? context.indent : context.indent - 1, context.flow});
  if (marked) key.start = start;
  check_key(key, keys, anchor);
  cursor_.skip_space();
  if (cursor_.peek() == ':' && (context.flow || cursor_.at_indicator(':'))) {
    cursor_.take(1);
    value = read_node(context);
  } else if (marked || context.flow) {
    take_null(value);
  } else {
    disagree(cursor_.at());
  }
}

}  // namespace relctl::yaml
