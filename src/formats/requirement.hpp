// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/rewrite.hpp"

namespace relctl::formats {

/// What a version without an operator means in a requirement: npm takes that version alone, Cargo
/// each compatible one.
enum class Bare { exact, caret };

/// What becomes of a requirement when the package that it names moves.
struct Moved {
  std::optional<std::string> text;  ///< the new text; nothing: it stays
  bool breaks = false;              ///< it took the old version, takes the new one not, and is of a
                                    ///< form that is not rewritten (several bounds)
};

/// `requirement` (`^1.2.0`, `~1.2`, `=1.2.3`, `0.11`, `1.x`, `>=1, <2`, …) on a package that goes
/// from `from` to `to`. One with a single version follows where it holds `from`, or does not take
/// `to` though it took `from`; its operator and its number of parts stay, except that a pre-release
/// is written whole. With `erases` the version is written whole, whatever stood there.
Moved move_requirement(std::string_view requirement, const Move& move, Bare bare);

/// The place `spot` of a requirement in `found`, with its new text; nothing is added where it
/// stays. Throws Error(input) with the place where the release would break it.
void add_requirement(Found& found, Spot spot, const Move& move, Bare bare);

/// As move_requirement, of what npm, pnpm and yarn ask with: `workspace:` or `npm:` before the
/// range stays. Whatever stands behind `workspace:`, the sibling is taken.
Moved move_npm_requirement(std::string_view requirement, const Move& move);

/// As add_requirement, of what npm, pnpm and yarn ask with.
void add_npm_requirement(Found& found, Spot spot, const Move& move);

}  // namespace relctl::formats
