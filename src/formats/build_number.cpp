// SPDX-License-Identifier: MIT
#include "formats/build_number.hpp"

#include <algorithm>

namespace relctl::formats {
namespace {

bool is_number(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The number after `number`, however many digits it has.
std::string counted_up(std::string number) {
  std::size_t at = number.size();
  while (at > 0 && number[at - 1] == '9')
    number[--at] = '0';
  if (at == 0) return '1' + number;
  ++number[at - 1];
  return number;
}

std::string next_build(const Source& source, const Spot& spot, const std::string& build) {
  if (is_number(build)) return counted_up(build);
  throw fault(source, spot.span.offset,
              "the build \"" + build + "\" of " + spot.name + " is no number to count up")
      .hint("say in relctl.yaml what a release does with it, with the file: build: keep, or drop");
}

std::string without_build(const std::string& version) {
  return version.substr(0, version.find('+'));
}

}  // namespace

std::optional<std::string> build_of(std::string_view version) {
  const std::size_t plus = version.find('+');
  if (plus == version.npos) return std::nullopt;
  return std::string(version.substr(plus + 1));
}

void apply_build_number(Found& found, const std::string& version, BuildNumber rule) {
  for (Spot& spot : found.spots) {
    const auto build = build_of(spot.value);
    if (!build) continue;
    if (without_build(spot.value) == version) {
      spot.instead = spot.value;
    } else if (rule != BuildNumber::drop && !build_of(version)) {
      const bool counts = rule == BuildNumber::increment;
      spot.instead = version + '+' + (counts ? next_build(found.source, spot, *build) : *build);
    }
  }
  drop_build_numbers(found);
}

void drop_build_numbers(Found& found) {
  for (Spot& spot : found.spots)
    spot.value = without_build(spot.value);
}

}  // namespace relctl::formats
