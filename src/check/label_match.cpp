// SPDX-License-Identifier: MIT
#include "check/label_match.hpp"

#include <algorithm>

#include "render/fields.hpp"

namespace relctl::check {
namespace {

using render::find;
using render::Kind;
using render::Node;
using render::text_of;

bool is_mapping(const Node* node) {
  return node != nullptr && node->kind == Kind::mapping;
}

bool has_all(const Node& wanted, const LabelMap& labels) {
  for (std::uint32_t i = 0; i < render::size_of(wanted); ++i) {
    const auto at = labels.find(render::key_at(wanted, i)->text);
    if (at == labels.end() || at->second != text_of(render::value_at(wanted, i))) return false;
  }
  return true;
}

bool is_among(const Node* values, std::string_view text) {
  if (values == nullptr || values->kind != Kind::sequence) return false;
  const auto items = values->children();
  return std::any_of(items.begin(), items.end(),
                     [&](const Node* item) { return text_of(item) == text; });
}

bool fits_expression(const Node& expression, const LabelMap& labels) {
  const std::string_view name = text_of(find(&expression, "key"));
  const std::string_view how = text_of(find(&expression, "operator"));
  const Node* values = find(&expression, "values");
  const auto at = labels.find(name);
  const bool is_there = at != labels.end();
  if (how == "Exists") return is_there;
  if (how == "DoesNotExist") return !is_there;
  if (how == "In") return is_there && is_among(values, at->second);
  if (how == "NotIn") return !is_there || !is_among(values, at->second);
  return false;
}

}  // namespace

LabelMap read_labels(const Node* mapping) {
  LabelMap labels;
  if (!is_mapping(mapping)) return labels;
  for (std::uint32_t i = 0; i < render::size_of(*mapping); ++i)
    labels.emplace(render::key_at(*mapping, i)->text, text_of(render::value_at(*mapping, i)));
  return labels;
}

bool fits_plain_selector(const Node* selector, const LabelMap& labels) {
  return is_mapping(selector) && selector->count > 0 && has_all(*selector, labels);
}

bool fits_label_selector(const Node* selector, const LabelMap& labels) {
  if (!is_mapping(selector)) return false;
  const Node* wanted = find(selector, "matchLabels");
  if (is_mapping(wanted) && !has_all(*wanted, labels)) return false;
  const Node* expressions = find(selector, "matchExpressions");
  if (expressions == nullptr || expressions->kind != Kind::sequence) return true;
  const auto items = expressions->children();
  return std::all_of(items.begin(), items.end(),
                     [&](const Node* item) { return fits_expression(*item, labels); });
}

}  // namespace relctl::check
