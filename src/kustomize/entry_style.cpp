// SPDX-License-Identifier: MIT
#include "kustomize/entry_style.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kustomize/nodes.hpp"
#include "kustomize/scalar.hpp"

namespace relctl::kustomize {

namespace {

yaml::Style quoting(const yaml::Node& node) {
  const bool is_inline = node.kind == yaml::Kind::scalar && !is_block_scalar(node);
  return is_inline ? node.style : yaml::Style::plain;
}

std::string pair_text(const Member& member, std::string_view colon) {
  return fmt::format("{}{}{}", scalar_text(member.key.value, member.key.style), colon,
                     scalar_text(member.value.value, member.value.style));
}

}  // namespace

yaml::Style value_style(const yaml::Node& images) {
  for (const std::string_view key : {"newTag", "digest", "name"}) {
    for (auto item = images.items.rbegin(); item != images.items.rend(); ++item) {
      const Member* member = find_member(*item, key);
      if (member != nullptr && !member->value.is_null()) return quoting(member->value);
    }
  }
  return yaml::Style::plain;
}

EntryStyle entry_style(const yaml::Stream& stream, const yaml::Node& root) {
  const Member* images = find_member(root, "images");
  const Member* model = images == nullptr || images->value.items.empty()
                            ? nullptr
                            : find_member(images->value.items.back(), "name");
  EntryStyle style;
  if (model == nullptr) {
    style.key = quoting(root.entries.front().key);
    style.name = style.value = style.key;
    return style;
  }
  style.key = quoting(model->key);
  style.name = quoting(model->value);
  style.value = value_style(images->value);
  const std::size_t colon = model->key.span.end();
  style.is_tight = colon + 1 == model->value.span.offset && stream.text[colon] == ':';
  return style;
}

yaml::Node entry_node(const ImageSetting& setting, const EntryStyle& style) {
  yaml::Node node;
  node.kind = yaml::Kind::mapping;
  const auto add = [&](std::string_view key, const std::string& value, yaml::Style quoted) {
    node.entries.push_back({scalar_node(key, style.key), scalar_node(value, quoted)});
  };
  add("name", setting.name, style.name);
  if (setting.tag) add("newTag", *setting.tag, style.value);
  if (setting.digest) add("digest", *setting.digest, style.value);
  return node;
}

std::string flow_text(const yaml::Node& entry, bool is_tight) {
  std::vector<std::string> pairs;
  for (const Member& member : entry.entries) {
    pairs.push_back(pair_text(member, is_tight ? ":" : ": "));
  }
  return fmt::format("{{{}}}", fmt::join(pairs, is_tight ? "," : ", "));
}

std::string block_text(const yaml::Node& entry, std::string_view first, std::string_view rest,
                       std::string_view line_end) {
  std::string text;
  for (const Member& member : entry.entries) {
    text += fmt::format("{}{}{}", text.empty() ? first : rest, pair_text(member, ": "), line_end);
  }
  return text;
}

}  // namespace relctl::kustomize
