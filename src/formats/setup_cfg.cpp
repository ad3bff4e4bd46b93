// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "formats/format.hpp"

namespace relctl::formats {
namespace {

constexpr std::string_view blank = " \t\r";

bool is_comment(std::string_view line) {
  const std::size_t first = line.find_first_not_of(blank);
  return first == line.npos || line[first] == '#' || line[first] == ';';
}

// Python's configparser: names of keys in any case, names of sections as they are.
bool is_version_key(std::string_view key) {
  constexpr std::string_view name = "version";
  const std::size_t last = key.find_last_not_of(blank);
  key = key.substr(0, last == key.npos ? 0 : last + 1);
  return std::equal(key.begin(), key.end(), name.begin(), name.end(),
                    [](unsigned char a, char b) { return std::tolower(a) == b; });
}

// The value in `line`, which begins at byte `start` of the file, where it is the version's.
std::optional<Spot> version_in(std::string_view line, std::size_t start) {
  const std::size_t sign = line.find_first_of("=:");
  if (sign == line.npos || !is_version_key(line.substr(0, sign))) return std::nullopt;
  const std::size_t begin = std::min(line.find_first_not_of(blank, sign + 1), line.size());
  const std::size_t end = std::max(line.find_last_not_of(blank) + 1, begin);
  return Spot{{start + begin, end - begin},
              std::string(line.substr(begin, end - begin)),
              "[metadata] version"};
}

void check_value(const Source& source, const Spot& spot) {
  const bool points_away = spot.value.starts_with("attr:") || spot.value.starts_with("file:");
  if (points_away) {
    throw fault(source, spot.span.offset, "the version is read from elsewhere: " + spot.value)
        .hint(
            "name the file that holds it, for example "
            "{path: src/pkg/__init__.py, pattern: '__version__ = \"{version}\"'}");
  }
  if (spot.value.empty()) {
    throw fault(source, spot.span.offset, "[metadata] version is empty on its line")
        .hint("write the version on the line of its key");
  }
}

}  // namespace

Found find_setup_cfg(const Tree& tree, const std::string& path) {
  Found found{load(tree, path), Syntax::text, {}};
  const std::string_view text = found.source.text;
  bool in_metadata = false;
  for (std::size_t start = mark_size(text); start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    if (line.starts_with('[')) {
      in_metadata = line.starts_with("[metadata]");
    } else if (in_metadata && !is_comment(line) && line.find_first_of(" \t") != 0) {
      if (auto spot = version_in(line, start)) found.spots.push_back(std::move(*spot));
    }
    start = end + 1;
  }
  if (found.spots.empty()) {
    throw fault(found.source, "there is no version in [metadata]")
        .hint("add `version = 0.1.0` under [metadata]");
  }
  if (found.spots.size() > 1) {
    throw fault(found.source, found.spots[1].span.offset, "[metadata] version is given twice");
  }
  check_value(found.source, found.spots.front());
  return found;
}

}  // namespace relctl::formats
