// SPDX-License-Identifier: MIT
#include "formats/requirement.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "semver/version.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view requirement_blanks = " \t";

// One bound of a requirement: an operator and a version of one to three parts.
struct Bound {
  std::string_view before;  // requirement_blanks and operator, as written
  std::string_view op;
  std::string_view number;  // without a trailing ".x" or ".*"
  std::string_view after;   // that trail
  semver::Version version;  // missing parts are 0
  std::size_t parts = 3;
};

std::size_t count_parts(std::string_view number) {
  const std::string_view core = number.substr(0, number.find_first_of("-+"));
  return 1 + static_cast<std::size_t>(std::count(core.begin(), core.end(), '.'));
}

std::string whole(std::string_view number, std::size_t parts) {
  std::string text(number);
  for (; parts < 3; ++parts)
    text += ".0";
  return text;
}

std::optional<Bound> read_bound(std::string_view text) {
  Bound bound;
  const std::size_t first = std::min(text.find_first_of("0123456789"), text.size());
  bound.before = text.substr(0, first);
  const std::size_t op = bound.before.find_first_not_of(requirement_blanks);
  if (op != std::string_view::npos) {
    bound.op = bound.before.substr(op, bound.before.find_last_not_of(requirement_blanks) + 1 - op);
  }
  bound.number = text.substr(first);
  for (const std::string_view wildcard : {".x", ".X", ".*"}) {
    while (bound.number.ends_with(wildcard))
      bound.number.remove_suffix(wildcard.size());
  }
  bound.after = text.substr(first + bound.number.size());
  bound.parts = count_parts(bound.number);
  const auto version = semver::parse(whole(bound.number, bound.parts));
  const std::vector<std::string_view> operators = {"",  "^", "~",  "=",  "v",  "=v",
                                                   ">", "<", ">=", "<=", "^v", "~v"};
  if (!version || std::find(operators.begin(), operators.end(), bound.op) == operators.end()) {
    return std::nullopt;
  }
  if (bound.op.ends_with('v')) bound.op.remove_suffix(1);
  bound.version = *version;
  return bound;
}

// How many leading numbers must be equal below the caret: up to the first that is not 0.
std::size_t caret_parts(const Bound& bound) {
  if (bound.version.major != 0 || bound.parts == 1) return 1;
  if (bound.version.minor != 0 || bound.parts == 2) return 2;
  return 3;
}

bool same_parts(const semver::Version& a, const semver::Version& b, std::size_t parts) {
  return a.major == b.major && (parts < 2 || a.minor == b.minor) &&
         (parts < 3 || a.patch == b.patch);
}

// npm and Cargo alike take a pre-release only where a bound names one of the same numbers.
bool takes(const Bound& bound, const semver::Version& version, Bare bare) {
  const auto order = semver::compare(version, bound.version);
  if (bound.op == ">" || bound.op == "<" || bound.op == "<=" || bound.op == ">=") {
    if (std::is_eq(order)) return bound.op.ends_with('=');
    return std::is_gt(order) == bound.op.starts_with('>');
  }
  if (bound.op == "=" || (bound.op.empty() && (bare == Bare::exact || !bound.after.empty()))) {
    return bound.parts == 3 && bound.after.empty()
               ? std::is_eq(order)
               : same_parts(version, bound.version, bound.parts);
  }
  const std::size_t parts =
      bound.op == "~" ? std::min<std::size_t>(bound.parts, 2) : caret_parts(bound);
  return std::is_gteq(order) && same_parts(version, bound.version, parts);
}

bool takes_prerelease(const std::vector<Bound>& bounds, const semver::Version& version) {
  return version.is_final() || std::any_of(bounds.begin(), bounds.end(), [&](const Bound& bound) {
           return !bound.version.is_final() && same_parts(bound.version, version, 3);
         });
}

std::vector<std::string_view> split(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + separator.size());
  }
}

// The bounds that must all hold; nothing where one cannot be read. A blank parts two bounds, but
// not an operator from its version.
std::optional<std::vector<Bound>> read_bounds(std::string_view text) {
  std::vector<Bound> bounds;
  for (std::string_view part : split(text, ",")) {
    while (part.find_first_not_of(requirement_blanks) != part.npos) {
      const std::size_t number = part.find_first_of("0123456789");
      const std::size_t end = std::min(
          part.find_first_of(requirement_blanks, std::min(number, part.size())), part.size());
      const auto bound = read_bound(part.substr(0, end));
      if (!bound) return std::nullopt;
      bounds.push_back(*bound);
      part.remove_prefix(end);
    }
  }
  return bounds;
}

// Whether the alternatives of a requirement take a version; nothing where they cannot be read.
std::optional<bool> any_takes(std::string_view requirement, const semver::Version& version,
                              Bare bare) {
  bool taken = false;
  for (const std::string_view alternative : split(requirement, "||")) {
    const auto bounds = read_bounds(alternative);
    if (!bounds || bounds->empty()) return std::nullopt;
    const bool all = std::all_of(bounds->begin(), bounds->end(),
                                 [&](const Bound& bound) { return takes(bound, version, bare); });
    taken = taken || (all && takes_prerelease(*bounds, version));
  }
  return taken;
}

std::string in_form_of(const Bound& bound, const Move& move, const semver::Version& to) {
  const std::string before(bound.before);
  if (move.erases || bound.parts == 3 || !to.is_final()) return before + move.to;
  std::string number = std::to_string(to.major);
  if (bound.parts == 2) number += "." + std::to_string(to.minor);
  return before + number + std::string(bound.after);
}

void add_moved(Found& found, Spot spot, const Move& move, const Moved& moved) {
  if (moved.breaks) {
    throw fault(found.source, spot.span.offset,
                spot.name + " is \"" + spot.value + "\", which does not take " + move.to)
        .hint("widen it, or write it with one version, such as ^" + move.from +
              ": then it follows");
  }
  if (!moved.text || *moved.text == spot.value) return;
  spot.instead = moved.text;
  add_spot(found, std::move(spot));
}

}  // namespace

Moved move_requirement(std::string_view requirement, const Move& move, Bare bare) {
  const auto from = semver::parse(move.from);
  const semver::Version to = semver::require(move.to);
  const auto old = from ? any_takes(requirement, *from, bare) : std::nullopt;
  if (!old || !*old) return {};
  const bool taken = any_takes(requirement, to, bare).value_or(false);
  const auto bound = read_bound(requirement);
  if (!bound) return {std::nullopt, !taken && !move.erases};
  const bool is_upper = bound->op == "<" || bound->op == "<=" || bound->op == ">";
  if (is_upper) return {std::nullopt, !taken && !move.erases};
  const bool names = bound->number == move.from;
  if (taken && !names && !move.erases) return {};
  return {in_form_of(*bound, move, to), false};
}

Moved move_npm_requirement(std::string_view requirement, const Move& move) {
  constexpr std::string_view sibling = "workspace:";
  std::string_view prefix;
  for (const std::string_view each : {sibling, std::string_view("npm:")}) {
    if (requirement.starts_with(each)) prefix = each;
  }
  Moved moved = move_requirement(requirement.substr(prefix.size()), move, Bare::exact);
  if (moved.text) moved.text = std::string(prefix) + *moved.text;
  if (prefix == sibling) moved.breaks = false;
  return moved;
}

void add_requirement(Found& found, Spot spot, const Move& move, Bare bare) {
  const Moved moved = move_requirement(spot.value, move, bare);
  add_moved(found, std::move(spot), move, moved);
}

void add_npm_requirement(Found& found, Spot spot, const Move& move) {
  const Moved moved = move_npm_requirement(spot.value, move);
  add_moved(found, std::move(spot), move, moved);
}

}  // namespace relctl::formats
