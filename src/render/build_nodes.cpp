// SPDX-License-Identifier: MIT
#include "render/build_nodes.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/scalar.hpp"

namespace relctl::render {
namespace {

constexpr std::string_view standard_prefix = "tag:yaml.org,2002:";

Tag tag_named(std::string_view tag) {
  if (!tag.starts_with(standard_prefix)) return Tag::other;
  tag.remove_prefix(standard_prefix.size());
  struct Name {
    std::string_view name;
    Tag tag;
  };
  static constexpr Name names[] = {{"null", Tag::null},     {"bool", Tag::boolean},
                                   {"int", Tag::integer},   {"float", Tag::floating},
                                   {"str", Tag::string},    {"timestamp", Tag::timestamp},
                                   {"binary", Tag::binary}, {"merge", Tag::merge},
                                   {"map", Tag::mapping},   {"seq", Tag::sequence}};
  const auto* found = std::find_if(std::begin(names), std::end(names),
                                   [&](const Name& name) { return name.name == tag; });
  return found == std::end(names) ? Tag::other : found->tag;
}

bool is_specific(std::string_view tag) {
  return !tag.empty() && tag != "!";
}

bool is_merge_key(const Node& key) {
  return key.kind == Kind::scalar && key.tag == Tag::merge && key.text == "<<";
}

}  // namespace

void NodeBuilder::scalar(std::string_view text, std::string_view tag, Style style,
                         std::string_view anchor, Place place) {
  Node* node = arena_.scalar(arena_.keep(text), Tag::string, style);
  node->place = place;
  node->flow = !flow_.empty() && flow_.back();
  if (is_specific(tag)) {
    node->tag = tag_named(tag);
    node->tagged = true;
  } else if (style == Style::plain) {
    node->tag = meaning_of(node->text).tag;
  }
  if (!anchor.empty()) anchors_[std::string(anchor)] = node;
  add(node);
}

void NodeBuilder::alias(std::string_view anchor, Place place) {
  const auto found = anchors_.find(std::string(anchor));
  Node at;
  at.place = place;
  if (found == anchors_.end()) fail(at, "the alias *" + std::string(anchor) + " has no anchor");
  if (std::find(open_.begin(), open_.end(), found->second) != open_.end())
    fail(at, "the alias *" + std::string(anchor) + " stands within its own anchor");
  add(arena_.copy(found->second));
}

void NodeBuilder::start(Kind kind, std::string_view tag, bool flow, std::string_view anchor,
                        Place place) {
  Node* node = arena_.make(kind);
  node->place = place;
  node->tag = kind == Kind::mapping ? Tag::mapping : Tag::sequence;
  node->flow = flow || (!flow_.empty() && flow_.back());
  if (is_specific(tag)) {
    node->tag = tag_named(tag);
    node->tagged = true;
  }
  if (!anchor.empty()) anchors_[std::string(anchor)] = node;
  add(node);
  open_.push_back(node);
  flow_.push_back(node->flow);
}

void NodeBuilder::end() {
  Node& node = *open_.back();
  open_.pop_back();
  flow_.pop_back();
  if (node.kind == Kind::mapping) expand_merge_keys(node);
}

void NodeBuilder::add(Node* node) {
  if (open_.empty()) {
    root_ = node;
  } else {
    arena_.append(*open_.back(), node);
  }
}

void NodeBuilder::expand_merge_keys(Node& mapping) {
  Node* merged = nullptr;
  for (std::uint32_t i = 0; i < size_of(mapping); ++i) {
    if (!is_merge_key(*key_at(mapping, i))) continue;
    if (merged != nullptr) fail(*key_at(mapping, i), "the merge key << is there twice");
    merged = value_at(mapping, i);
  }
  if (merged == nullptr) return;
  clear_field(mapping, "<<");
  std::vector<const Node*> sources{merged};
  if (merged->kind == Kind::sequence)
    sources.assign(merged->children().begin(), merged->children().end());
  for (const Node* source : sources) {
    if (source->kind != Kind::mapping)
      fail(*source, "the merge key << takes a map or a list of maps");
    merge_into(mapping, *source);
  }
}

void NodeBuilder::merge_into(Node& mapping, const Node& other) {
  for (std::uint32_t i = 0; i < size_of(other); ++i) {
    if (find(&mapping, key_at(other, i)->text) != nullptr) continue;
    arena_.append(mapping, key_at(other, i));
    arena_.append(mapping, value_at(other, i));
  }
}

void NodeBuilder::fail(const Node& node, const std::string& fault) const {
  const Place& place = node.place;
  throw Error(ErrorKind::input, fault)
      .at({arena_.file_name(place.file), place.line, place.column, ""});
}

}  // namespace relctl::render
