// SPDX-License-Identifier: MIT
#include "formats/yaml_file.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

#include "yaml/document.hpp"

namespace relctl::formats {
namespace {

const yaml::Node* node_at(const yaml::Node& node, const edit::Span& span) {
  if (node.kind == yaml::Kind::scalar && node.span == span) return &node;
  for (const yaml::Node& item : node.items) {
    if (const yaml::Node* found = node_at(item, span)) return found;
  }
  for (const auto& [key, value] : node.entries) {
    if (key.span == span) return &key;
    if (const yaml::Node* found = node_at(value, span)) return found;
  }
  return nullptr;
}

const yaml::Node* find_in(const yaml::Stream& stream, const std::string& key_path) {
  for (const yaml::Node& document : stream.documents) {
    if (const yaml::Node* node = yaml::find(document, key_path)) return node;
  }
  return nullptr;
}

}  // namespace

Found find_yaml(Source source, const std::string& key_path) {
  const yaml::Stream stream = yaml::parse(source.text, source.file);
  const yaml::Node* node = find_in(stream, key_path);
  if (node == nullptr) throw fault(source, "the file has no \"" + key_path + "\"");
  if (node->kind == yaml::Kind::alias) {
    throw fault(source, node->span.offset, key_path + " is an alias of the anchor " + node->value)
        .hint("write the version here, or name the anchor's place as the key");
  }
  if (node->kind != yaml::Kind::scalar) {
    throw fault(source, node->span.offset, key_path + " is not one value");
  }
  Spot spot{node->span, node->value, key_path};
  return {std::move(source), Syntax::yaml, {std::move(spot)}};
}

std::string replace_yaml(const Found& found, const std::string& version) {
  std::vector<Spot> spots = found.spots;
  std::sort(spots.begin(), spots.end(),
            [](const Spot& a, const Spot& b) { return a.span.offset > b.span.offset; });
  std::string text = found.source.text;
  // From the last to the first, so that the places of those to come stay right.
  for (const Spot& spot : spots) {
    const yaml::Stream stream = yaml::parse(text, found.source.file);
    const yaml::Node* node = nullptr;
    for (const yaml::Node& document : stream.documents) {
      if (node == nullptr) node = node_at(document, spot.span);
    }
    assert(node != nullptr);
    text = yaml::replace(stream, *node, spot.instead.value_or(version));
  }
  return text;
}

}  // namespace relctl::formats
