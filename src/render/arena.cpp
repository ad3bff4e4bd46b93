// SPDX-License-Identifier: MIT
#include "render/arena.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/error.hpp"

namespace relctl::render {
namespace {

// What the first block of each sort holds. Each next one holds twice as much, up to 64 times: most
// builds are small, and there may be thousands of them.
constexpr std::size_t nodes_at_first = 64;
constexpr std::size_t slots_at_first = 256;
constexpr std::size_t text_at_first = 4096;
constexpr std::size_t most_names = std::numeric_limits<std::uint16_t>::max();

/// The number of `name` in `names`, which it is added to; the last name stands for all that do not
/// fit.
template <typename Name>
std::uint16_t number_of(std::vector<Name>& names, Name name) {
  if (names.size() <= most_names) names.push_back(std::move(name));
  return static_cast<std::uint16_t>(names.size() - 1);
}

/// What a block holds that is made behind `blocks` others.
std::size_t block_size(std::size_t at_first, std::size_t blocks) {
  constexpr std::size_t most_doublings = 6;
  return at_first << std::min(blocks, most_doublings);
}

}  // namespace

Arena::Arena() : files_{{""}}, setters_{""} {}

Node* Arena::make(Kind kind) {
  if (++node_count_ > node_limit) {
    throw Error(ErrorKind::input, "the build has more than 5,000,000 values")
        .hint("split it, or look for an alias that is repeated within itself");
  }
  if (blocks_.empty() || used_ == block_size(nodes_at_first, blocks_.size() - 1)) {
    blocks_.push_back(std::make_unique<Node[]>(block_size(nodes_at_first, blocks_.size())));
    used_ = 0;
  }
  Node* node = &blocks_.back()[used_++];
  node->kind = kind;
  node->place.setter = setter_;
  return node;
}

Node* Arena::scalar(std::string_view text, Tag tag, Style style) {
  Node* node = make(Kind::scalar);
  node->text = text;
  node->tag = tag;
  node->style = style;
  return node;
}

Node* Arena::copy(const Node* node) {
  if (node == nullptr) return nullptr;
  Node* result = make(node->kind);
  *result = *node;
  result->items = nullptr;
  result->capacity = 0;
  if (node->count > 0) {
    result->items = slots(node->count);
    result->capacity = node->count;
    for (std::uint32_t i = 0; i < node->count; ++i)
      result->items[i] = copy(node->items[i]);
  }
  return result;
}

void Arena::append(Node& parent, Node* item) {
  if (parent.count == parent.capacity) {
    const std::size_t capacity = std::max<std::size_t>(4, std::size_t{parent.count} * 2);
    Node** grown = slots(capacity);
    std::copy_n(parent.items, parent.count, grown);
    parent.items = grown;
    parent.capacity = static_cast<std::uint32_t>(capacity);
  }
  parent.items[parent.count++] = item;
}

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  text_size_ += text.size();
  if (text_size_ > text_limit) {
    throw Error(ErrorKind::input, "the build has more than 512 MiB of text");
  }
  if (text.size() > text_left_) {
    const std::size_t size = std::max(block_size(text_at_first, texts_.size()), text.size());
    texts_.push_back(std::make_unique<char[]>(size));
    next_text_ = texts_.back().get();
    text_left_ = size;
  }
  char* const start = next_text_;
  std::memcpy(start, text.data(), text.size());
  next_text_ += text.size();
  text_left_ -= text.size();
  return {start, text.size()};
}

std::uint16_t Arena::file(std::string path) {
  return number_of(files_, Source{std::move(path)});
}

std::uint16_t Arena::text_in_file(const Node& node, std::uint32_t indent) {
  const Place& start = node.place;
  Source source{files_[start.file].name, start.line - 1, start.column - 1, false};
  if (node.style == Style::literal) {
    source.lines = start.line;
    source.columns = indent;
  } else if (node.text.find('\n') != std::string_view::npos) {
    source.is_one_place = true;
  } else if (node.style == Style::single_quoted || node.style == Style::double_quoted) {
    ++source.columns;
  }
  return number_of(files_, std::move(source));
}

Location Arena::location(const Place& place) const {
  const Source& source = files_[place.file];
  if (place.line == 0) return {source.name, 0, 0, ""};
  if (source.is_one_place) return {source.name, source.lines + 1U, source.columns + 1U, ""};
  return {source.name, std::size_t{place.line} + source.lines,
          std::size_t{place.column} + source.columns, ""};
}

void Arena::mark_schema_comment(std::uint16_t file, std::uint32_t line) {
  schema_comments_.emplace(file, line);
}

bool Arena::has_schema_comment(const Place& place) const {
  // Behind the key or above it; what the key holds begins on its line or on the next one.
  const auto first =
      schema_comments_.lower_bound({place.file, place.line > 2 ? place.line - 2 : 1});
  return first != schema_comments_.end() && first->first == place.file &&
         first->second <= place.line;
}

void Arena::set_setter(std::string description) {
  setter_ = description.empty() ? 0 : number_of(setters_, std::move(description));
}

Node** Arena::slots(std::size_t count) {
  if (count > slots_left_) {
    const std::size_t size = std::max(block_size(slots_at_first, slot_blocks_.size()), count);
    slot_blocks_.push_back(std::make_unique<Node*[]>(size));
    next_slot_ = slot_blocks_.back().get();
    slots_left_ = size;
  }
  Node** const start = next_slot_;
  next_slot_ += count;
  slots_left_ -= count;
  return start;
}

}  // namespace relctl::render
