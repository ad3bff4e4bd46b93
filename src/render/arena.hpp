// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// Owns every node and text of one build; nothing is freed before the whole is. Throws Error(input)
/// when the build grows beyond node_limit or text_limit.
class Arena {
 public:
  static constexpr std::size_t node_limit = 5'000'000;
  static constexpr std::size_t text_limit = 512U << 20U;

  Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// A node of `kind` whose place names the present setter.
  Node* make(Kind kind);
  /// A scalar; the text must live as long as the arena (a literal, or keep()).
  Node* scalar(std::string_view text, Tag tag = Tag::none, Style style = Style::plain);
  /// A deep copy; the places stay.
  Node* copy(const Node* node);
  /// Adds `item` behind the items of `parent`.
  void append(Node& parent, Node* item);
  /// A copy of `text` that lives as long as the arena.
  std::string_view keep(std::string_view text);

  /// The number of the file at `path` in the places of nodes.
  std::uint16_t file(std::string path);
  [[nodiscard]] const std::string& file_name(std::uint16_t number) const {
    return files_[number].name;
  }
  /// The number of a text that the scalar `node` of a file holds: places in it are places of that
  /// file. `indent` is the number of columns before the lines of a block scalar.
  std::uint16_t text_in_file(const Node& node, std::uint32_t indent);
  /// Where `place` is in its file; the file is empty where it is unknown.
  [[nodiscard]] Location location(const Place& place) const;

  /// Notes that a comment on this line of a file gives a schema (schema_comment_lines()).
  void mark_schema_comment(std::uint16_t file, std::uint32_t line);
  /// True when such a comment stands where a map or list that begins at `place` takes it from.
  [[nodiscard]] bool has_schema_comment(const Place& place) const;

  /// Who sets what is made from now on ("images of overlays/prod/kustomization.yaml").
  void set_setter(std::string description);
  [[nodiscard]] std::uint16_t setter() const { return setter_; }
  [[nodiscard]] const std::string& setter_name(std::uint16_t number) const {
    return setters_[number];
  }

 private:
  Node** slots(std::size_t count);

  std::vector<std::unique_ptr<Node[]>> blocks_;
  std::vector<std::unique_ptr<Node*[]>> slot_blocks_;
  std::vector<std::unique_ptr<char[]>> texts_;
  std::size_t used_ = 0;
  std::size_t slots_left_ = 0;
  Node** next_slot_ = nullptr;
  std::size_t text_left_ = 0;
  char* next_text_ = nullptr;
  std::size_t node_count_ = 0;
  std::size_t text_size_ = 0;
  /// A file, or a text in one that begins `lines` and `columns` behind the beginning of the file.
  struct Source {
    std::string name;
    std::uint32_t lines = 0;
    std::uint32_t columns = 0;
    bool is_one_place = false;  ///< all of the text is where it begins
  };

  std::vector<Source> files_;
  std::set<std::pair<std::uint16_t, std::uint32_t>> schema_comments_;  ///< file and line
  std::vector<std::string> setters_;
  std::uint16_t setter_ = 0;
};

}  // namespace relctl::render
