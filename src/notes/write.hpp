// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "notes/links.hpp"
#include "notes/notes.hpp"

namespace relctl::notes {

/// What release notes say where there is nothing to tell.
inline constexpr const char* nothing_to_tell = "No changes that users see.\n";

/// How notes are written.
struct Writing {
  std::optional<Links> links;        ///< nothing: references stay as they are
  std::string from;                  ///< tag or commit of the version before; empty: none
  std::string to;                    ///< with `from` and `links`: what is compared at the end
  std::size_t most_bytes = 100'000;  ///< forges and terminals take no more; then "and N more"
};

/// The notes in Markdown: each section below a heading of the third level.
std::string to_markdown(const Notes& notes, const Writing& writing);

/// The notes as plain text.
std::string to_text(const Notes& notes, const Writing& writing);

/// An entry in Markdown, as to_markdown() has it, with its line ends.
std::string entry_markdown(const Entry& entry, const Writing& writing);

}  // namespace relctl::notes
