// SPDX-License-Identifier: MIT
#include "kustomize/scalar.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "kustomize/lines.hpp"

namespace relctl::kustomize {

namespace {

Error unsafe(const yaml::Stream& stream, std::size_t offset) {
  return input_error(stream, offset, "this file is written in a form that cannot be edited safely")
      .hint("simplify the YAML here, or make the change by hand");
}

}  // namespace

std::string scalar_text(std::string_view value, yaml::Style style) {
  if (style == yaml::Style::single_quoted) return fmt::format("'{}'", value);
  if (style == yaml::Style::double_quoted) return fmt::format("\"{}\"", value);
  return yaml::quote_if_needed(value);
}

yaml::Node scalar_node(std::string_view value, yaml::Style style) {
  yaml::Node node;
  node.value = std::string(value);
  const char first = scalar_text(value, style).front();
  if (first == '"') node.style = yaml::Style::double_quoted;
  if (first == '\'') node.style = yaml::Style::single_quoted;
  return node;
}

edit::Splice replace_scalar(const yaml::Stream& stream, const yaml::Node& node,
                            std::string_view value) {
  if (node.kind == yaml::Kind::alias) {
    throw input_error(stream, node.span.offset,
                      fmt::format("the value is an alias of the anchor &{}", node.value))
        .hint(fmt::format("write the value here instead of *{}", node.value));
  }
  if (node.kind != yaml::Kind::scalar) {
    throw input_error(stream, node.span.offset, "a list or mapping stands where a text belongs");
  }
  const std::string_view old =
      std::string_view(stream.text).substr(node.span.offset, node.span.size);
  if (is_block_scalar(node) || old.find('\n') != std::string_view::npos) {
    throw input_error(stream, node.span.offset, "the value spans several lines")
        .hint("write it on one line");
  }
  return {node.span, scalar_text(value, node.style)};
}

edit::Splice fill_null(const yaml::Node& null, std::string_view text) {
  return {null.span, fmt::format(" {}", text)};
}

bool same(const yaml::Node& a, const yaml::Node& b) {
  return a.kind == b.kind && a.value == b.value && a.tag == b.tag && a.anchor == b.anchor &&
         a.style == b.style && a.flow == b.flow &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const Member& x, const Member& y) {
                      return same(x.key, y.key) && same(x.value, y.value);
                    });
}

std::string prove(const yaml::Stream& before, std::vector<edit::Splice> splices,
                  const std::vector<yaml::Node>& expected) {
  const std::size_t first = splices.empty() ? 0 : splices.front().span.offset;
  std::string after = edit::apply(before.text, std::move(splices));
  const bool lacks_line_end = !before.text.ends_with('\n');
  while (lacks_line_end && after.ends_with('\n')) {
    after.pop_back();
    if (after.ends_with('\r')) after.pop_back();
  }
  yaml::Stream parsed;
  try {
    parsed = yaml::parse(after, before.file);
  } catch (const Error&) {
    throw unsafe(before, first);
  }
  const bool proved = std::equal(parsed.documents.begin(), parsed.documents.end(), expected.begin(),
                                 expected.end(), same);
  if (!proved) throw unsafe(before, first);
  return after;
}

}  // namespace relctl::kustomize
