// SPDX-License-Identifier: MIT
#include "kustomize/block_layout.hpp"

#include <algorithm>

#include "kustomize/lines.hpp"
#include "kustomize/nodes.hpp"

namespace relctl::kustomize {

namespace {

bool is_open(std::string_view prefix) {
  const std::size_t dash = prefix.find_first_not_of(' ');
  return dash != std::string_view::npos && prefix[dash] == '-' && prefix.size() > dash + 1 &&
         prefix.find_first_not_of(' ', dash + 1) == std::string_view::npos;
}

bool is_document_mark(std::string_view line) {
  const bool has_mark = line.starts_with("---") || line.starts_with("...");
  return has_mark && (line.size() == 3 || is_blank(line.substr(3, 1)));
}

/// The start of the first line behind `node`'s content.
std::size_t line_behind(std::string_view text, std::size_t end) {
  const bool at_line_start = end > 0 && end <= text.size() && text[end - 1] == '\n';
  return at_line_start ? end : next_line(text, end);
}

const yaml::Node& last_scalar(const yaml::Node& node) {
  if (!node.flow && !node.items.empty()) return last_scalar(node.items.back());
  if (!node.flow && !node.entries.empty()) return last_scalar(node.entries.back().value);
  return node;
}

/// True for a block scalar with `+`, to which blank lines at its end belong.
bool keeps_blank_lines(std::string_view text, const yaml::Node& node) {
  const std::string_view header =
      text.substr(node.span.offset, text.find('\n', node.span.offset) - node.span.offset);
  return is_block_scalar(node) && header.find('+') != std::string_view::npos;
}

}  // namespace

std::string item_open(std::string_view text, const yaml::Node& item) {
  const std::string_view prefix = line_prefix(text, item.span.offset);
  if (is_open(prefix)) return std::string(prefix);
  return std::string(line_prefix(text, item.start)) + "- ";
}

std::size_t behind_item(std::string_view text, const yaml::Node& item, std::size_t dash_column) {
  std::size_t place = line_behind(text, content_end(item));
  while (place < text.size()) {
    const std::size_t end = next_line(text, place);
    const std::string_view line = text.substr(place, end - place);
    const std::size_t start = line.find_first_not_of(' ');
    const bool is_comment = start != std::string_view::npos && line[start] == '#';
    if (!is_comment || start <= dash_column) break;
    place = end;
  }
  return place;
}

std::string list_open(std::string_view text, const yaml::Node& root) {
  for (const auto& [key, value] : root.entries) {
    if (value.kind != yaml::Kind::sequence || value.flow || value.items.empty()) continue;
    return item_open(text, value.items.front());
  }
  return member_indentation(text, root) + "- ";
}

std::string member_indentation(std::string_view text, const yaml::Node& root) {
  const std::string_view prefix = line_prefix(text, root.entries.back().key.span.offset);
  return is_blank(prefix) ? std::string(prefix) : "";
}

bool has_blank_lines(std::string_view text, const yaml::Node& root) {
  if (root.entries.size() < 2) return false;
  std::size_t start = line_start(text, root.entries.back().key.span.offset);
  while (start > 0) {
    const std::size_t before = line_start(text, start - 1);
    const std::string_view line = text.substr(before, start - before);
    if (is_blank(line)) return true;
    if (line.find_first_not_of(" \t") != line.find('#')) return false;
    start = before;
  }
  return false;
}

std::size_t document_end(std::string_view text, const yaml::Node& root) {
  const std::size_t content = line_behind(text, content_end(root.entries.back()));
  std::size_t end = content;
  while (end < text.size()) {
    const std::size_t next = next_line(text, end);
    if (is_document_mark(text.substr(end, next - end))) break;
    end = next;
  }
  if (keeps_blank_lines(text, last_scalar(root))) return end;
  while (end > content) {
    const std::size_t start = line_start(text, end - 1);
    if (!is_blank(text.substr(start, end - start))) break;
    end = start;
  }
  return end;
}

}  // namespace relctl::kustomize
