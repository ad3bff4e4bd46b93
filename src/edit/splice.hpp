// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace relctl::edit {

/// A range of bytes of a text.
struct Span {
  std::size_t offset = 0;
  std::size_t size = 0;
  [[nodiscard]] std::size_t end() const { return offset + size; }
  bool operator==(const Span&) const = default;
};

/// Replaces the bytes of `span` by `text`; a span of size 0 inserts.
struct Splice {
  Span span;
  std::string text;
  bool operator==(const Splice&) const = default;
};

/// `text` with every splice carried out; all spans are positions in the original. Throws
/// Error(bug) where spans overlap or pass the end: an edit that is not exact is never made.
std::string apply(std::string_view text, std::vector<Splice> splices);

/// The place of byte `offset` of `text`, with the source line as excerpt, for error messages.
Location locate(std::string_view file, std::string_view text, std::size_t offset);

}  // namespace relctl::edit
