// SPDX-License-Identifier: MIT
#include "kustomize/nodes.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "edit/splice.hpp"

namespace relctl::kustomize {

namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

}  // namespace

const Member* find_member(const yaml::Node& mapping, std::string_view key) {
  if (mapping.kind != yaml::Kind::mapping) return nullptr;
  const auto found = std::find_if(
      mapping.entries.begin(), mapping.entries.end(),
      [&](const Member& member) { return equal_ignoring_case(member.key.value, key); });
  return found == mapping.entries.end() ? nullptr : &*found;
}

std::size_t content_end(const yaml::Node& node) {
  if (!node.flow && !node.items.empty()) return content_end(node.items.back());
  if (!node.flow && !node.entries.empty()) return content_end(node.entries.back());
  return node.span.end();
}

std::size_t content_end(const Member& member) {
  return std::max(member.key.span.end(), content_end(member.value));
}

bool is_block_scalar(const yaml::Node& node) {
  return node.kind == yaml::Kind::scalar &&
         (node.style == yaml::Style::literal || node.style == yaml::Style::folded);
}

Error input_error(const yaml::Stream& stream, std::size_t offset, const std::string& message) {
  return Error(ErrorKind::input, message).at(edit::locate(stream.file, stream.text, offset));
}

const yaml::Node* Anchors::target(const yaml::Node& alias) const {
  const auto found = nodes_.find(alias.value);
  if (found == nodes_.end()) return nullptr;
  const yaml::Node* latest = nullptr;
  for (const yaml::Node* node : found->second) {
    if (node->span.offset < alias.span.offset) latest = node;
  }
  return latest;
}

const yaml::Node& Anchors::follow(const yaml::Node& node) const {
  const yaml::Node* target = node.kind == yaml::Kind::alias ? this->target(node) : &node;
  return target == nullptr ? node : *target;
}

void Anchors::collect(const yaml::Node& node) {
  if (!node.anchor.empty()) nodes_[node.anchor].push_back(&node);
  for (const yaml::Node& item : node.items)
    collect(item);
  for (const auto& [key, value] : node.entries) {
    collect(key);
    collect(value);
  }
}

}  // namespace relctl::kustomize
