// SPDX-License-Identifier: MIT
#include "report/style.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::report {
namespace {

std::string paint(bool color, int code, std::string_view text) {
  if (!color || text.empty()) return std::string(text);
  return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

bool is_set(const std::optional<std::string>& variable) {
  return variable && !variable->empty();
}

bool forces(const std::optional<std::string>& variable) {
  return is_set(variable) && *variable != "0";
}

}  // namespace

std::string Style::bold(std::string_view text) const {
  return paint(color, 1, text);
}
std::string Style::red(std::string_view text) const {
  return paint(color, 31, text);
}
std::string Style::green(std::string_view text) const {
  return paint(color, 32, text);
}
std::string Style::yellow(std::string_view text) const {
  return paint(color, 33, text);
}
std::string Style::cyan(std::string_view text) const {
  return paint(color, 36, text);
}

bool wants_color(const ColorFacts& facts) {
  if (facts.option == "always") return true;
  if (facts.option == "never") return false;
  if (facts.option != "auto") {
    throw Error(ErrorKind::usage, fmt::format("--color cannot be `{}`", facts.option))
        .hint("write auto, always or never");
  }
  if (is_set(facts.no_color)) return false;
  if (forces(facts.clicolor_force) || forces(facts.force_color)) return true;
  return facts.is_terminal && facts.term != "dumb" && facts.clicolor != "0";
}

}  // namespace relctl::report
