// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::report {

/// How text for people is written.
struct Style {
  bool color = false;
  bool ci = false;  ///< a CI system reads the text: what it would take for a command is disarmed
  std::size_t columns = 0;  ///< of the terminal; 0: lines may be as long as they are

  [[nodiscard]] std::string bold(std::string_view text) const;
  [[nodiscard]] std::string red(std::string_view text) const;
  [[nodiscard]] std::string green(std::string_view text) const;
  [[nodiscard]] std::string yellow(std::string_view text) const;
  [[nodiscard]] std::string cyan(std::string_view text) const;
};

/// What decides about colour: the option `--color`, variables, and what the output goes to.
struct ColorFacts {
  std::string option = "auto";  ///< auto, always or never
  std::optional<std::string> no_color;
  std::optional<std::string> clicolor;
  std::optional<std::string> clicolor_force;
  std::optional<std::string> force_color;
  std::optional<std::string> term;
  bool is_terminal = false;
};

/// Whether output is coloured. The option beats all; then NO_COLOR (no-color.org: set and not
/// empty means no), then CLICOLOR_FORCE and FORCE_COLOR (set, not empty and not `0` mean yes);
/// else a terminal is coloured unless TERM is `dumb` or CLICOLOR is `0`. Throws Error(usage) for an
/// option that is none of the three.
bool wants_color(const ColorFacts& facts);

}  // namespace relctl::report
