// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "yaml/cursor.hpp"
#include "yaml/document.hpp"
#include "yaml/events.hpp"

namespace relctl::yaml {

/// Builds the nodes of documents by following the parser's events through the source: the events
/// say what the structure is, the source says where each piece starts and ends. Wherever the two do
/// not agree to the byte, the parser has passed over something, and the text is refused.
class TreeBuilder {
 public:
  TreeBuilder(Cursor& cursor, std::vector<RawEvent> events)
      : cursor_(cursor), events_(std::move(events)) {}

  [[nodiscard]] bool has_document() const { return next_ < events_.size(); }
  /// The next document's root; the cursor stands behind it afterwards.
  Node read_document();

 private:
  struct Anchor {
    std::optional<std::size_t> weight;  ///< nodes with aliases followed; nothing inside of it
    std::optional<std::string> key;     ///< as key_identity
  };
  using Keys = std::unordered_map<std::string, std::size_t>;

  [[nodiscard]] const RawEvent& peek() const { return events_[next_]; }
  [[nodiscard]] bool next_is(RawEventKind kind) const { return peek().kind == kind; }
  [[noreturn]] void disagree(std::size_t offset) const;

  Node read_node(Context context);
  Node read_alias(const RawEvent& event, Context context);
  void read_properties(Node& node, const RawEvent& event, Context context);
  void check_properties(const Node& node, bool anchored, bool tagged) const;
  void read_null(Node& node, const RawEvent& event, Context context);
  void read_scalar(Node& node, const RawEvent& event, Context context);
  void read_collection(Node& node, const RawEvent& event, Context context);
  void read_block_sequence(Node& node);
  void read_block_mapping(Node& node);
  void read_flow_sequence(Node& node, Context context);
  void read_flow_mapping(Node& node, Context context);
  void read_flow_pair(Node& node, Context context);
  void read_entry(Node& mapping, Keys& keys, Context context);
  void check_key(const Node& key, Keys& keys, std::size_t anchor) const;
  void take_null(Node& node);
  void place_empty(Node& node);
  void count(std::size_t nodes, std::size_t offset);

  Cursor& cursor_;
  std::vector<RawEvent> events_;
  std::size_t next_ = 0;
  std::size_t visited_ = 0;  ///< nodes of the document so far, with aliases followed
  std::unordered_map<std::size_t, Anchor> anchors_;
};

}  // namespace relctl::yaml
