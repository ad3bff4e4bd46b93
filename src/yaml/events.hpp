// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::yaml {

enum class RawEventKind {
  document_start,
  document_end,
  null,
  alias,
  scalar,
  sequence_start,
  sequence_end,
  mapping_start,
  mapping_end,
};

/// One event of the YAML parser. `offset` is where the node begins, with its tag and anchor; of a
/// null that stands nowhere in the source it means nothing.
struct RawEvent {
  RawEventKind kind = RawEventKind::null;
  std::size_t offset = 0;
  std::string tag;         ///< resolved; "?" without a tag, "!" of a quoted scalar without one
  std::size_t anchor = 0;  ///< number of the anchor set or, by an alias, used; 0 when there is none
  std::string value;       ///< of a scalar
  bool flow = false;       ///< a collection in `[]` or `{}`
};

/// The deepest nesting of collections that is read.
inline constexpr std::size_t depth_limit = 100;
/// The most nodes that are read, and the most that a document may have with aliases followed.
inline constexpr std::size_t node_limit = 200'000;

/// The events of all documents of `text`. Throws Error(input) with the place for syntax errors,
/// and beyond depth_limit and node_limit.
std::vector<RawEvent> read_events(std::string_view text, std::string_view file);

}  // namespace relctl::yaml
