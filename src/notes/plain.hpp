// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::notes {

/// `text` as one line without characters that a reader could not see: controls and those that turn
/// the direction of writing are left out, as are bytes that are not UTF-8; line ends and tabs are
/// blanks. Cut, with "…", at `most` bytes.
std::string plain(std::string_view text, std::size_t most);

/// `text`, a plain one, as Markdown that reads the same: it holds no HTML, link, emphasis or
/// reference to somebody. Code between backticks stays code, and a word that begins with `@`
/// becomes such, since no forge tells people of their names there.
std::string escaped(std::string_view text);

}  // namespace relctl::notes
