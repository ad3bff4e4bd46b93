// SPDX-License-Identifier: MIT
#include "adopt/version_lines.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "adopt/listing.hpp"
#include "base/ascii.hpp"
#include "semver/version.hpp"

namespace relctl::adopt {
namespace {

constexpr std::string_view version_word = "version";

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// Lines about the versions of tools, of file formats and of other packages.
bool is_about_others(const std::string& line) {
  constexpr std::array<std::string_view, 16> marks = {
      "cmake_minimum_required", "find_package", "packagereference", "packageversion include",
      "meson_version", "dependency", "dependencies", "lockfileversion", "<?xml", "langversion",
      "schemaversion", "apiversion", "python_version",
      // A plugin of Gradle: `id("x") version "1.0"`.
      ") version", "\" version", "' version"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return line.find(mark) != std::string::npos; });
}

/// Where a value begins behind the word at `at`: behind the rest of the name, quotes, one sign of
/// assignment and blanks. Nothing where nothing is assigned.
std::optional<std::size_t> value_at(std::string_view line, std::size_t at) {
  std::size_t place = at + version_word.size();
  while (place < line.size() && is_word(line[place]))
    ++place;
  const std::size_t name_end = place;
  const auto skip = [&](std::string_view characters) {
    place = std::min(line.find_first_not_of(characters, place), line.size());
  };
  skip("\"'");
  skip(" \t");
  skip(":=>");
  skip(" \t");
  skip("\"'");
  if (place == name_end || place == line.size()) return std::nullopt;
  return place;
}

/// The semantic version that begins at `at`, as far as it goes.
std::string version_at(std::string_view line, std::size_t at) {
  const std::size_t end =
      std::min(line.find_first_not_of(
                   "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.+-", at),
               line.size());
  std::string text(line.substr(at, end - at));
  return semver::parse(text) ? text : std::string();
}

/// Calls `take(line, word's place, value's place)` for each assignment of a version in `text`.
template <typename Take>
void each_assignment(std::string_view text, const Take& take) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string words = ascii_lower(line);
    if (is_about_others(words)) continue;
    for (std::size_t at = words.find(version_word); at != std::string::npos;
         at = words.find(version_word, at + version_word.size())) {
      if (const auto value = value_at(line, at)) take(line, at, *value);
    }
  }
}

/// Braces take a part literally there, so that none may stand in it.
bool is_literal(std::string_view pattern) {
  return pattern.find_first_of("{}^$") == std::string_view::npos;
}

std::size_t count(std::string_view text, std::string_view wanted) {
  std::size_t found = 0;
  for (std::size_t at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + wanted.size())) {
    ++found;
  }
  return found;
}

/// The line as a pattern: the word before the value, with what leads to it, and what closes it.
std::optional<VersionLine> pattern_of(std::string_view line, std::size_t at, std::size_t value) {
  const std::string version = version_at(line, value);
  std::size_t start = at;
  while (start > 0 && (is_word(line[start - 1]) || line[start - 1] == '<'))
    --start;
  const std::string before(line.substr(start, value - start));
  if (version.empty() || !is_literal(before)) return std::nullopt;
  const std::string_view rest = line.substr(value + version.size());
  const bool is_quote = rest.starts_with('"') || rest.starts_with('\'');
  const std::size_t closed = rest.starts_with("</") ? rest.find('>') + 1 : is_quote ? 1 : 0;
  return VersionLine{before + "{version}" + std::string(rest.substr(0, closed)), version};
}

/// Autoconf's `AC_INIT([name], [1.2.3], …)`.
std::optional<VersionLine> autoconf_line(std::string_view text) {
  const std::size_t begin = text.find("AC_INIT(");
  if (begin == text.npos || text.find("AC_INIT(", begin + 1) != text.npos) return std::nullopt;
  const std::size_t name = text.find('[', begin);
  const std::size_t open = name == text.npos ? name : text.find('[', name + 1);
  if (open == text.npos) return std::nullopt;
  const std::string version = version_at(text, open + 1);
  const std::string before(text.substr(begin, open + 1 - begin));
  const bool is_one_line = before.find('\n') == std::string::npos;
  if (version.empty() || !is_literal(before) || !is_one_line) return std::nullopt;
  return VersionLine{before + "{version}]", version};
}

}  // namespace

std::optional<VersionLine> version_line(std::string_view text) {
  if (auto line = autoconf_line(text)) return line;
  std::vector<VersionLine> found;
  // Beside lines about tools and other packages (`kotlinVersion=`) stands one whose name is the
  // word alone, at the beginning of its line.
  std::vector<VersionLine> own;
  each_assignment(text, [&](std::string_view line, std::size_t at, std::size_t value) {
    const auto pattern = pattern_of(line, at, value);
    if (!pattern) return;
    found.push_back(*pattern);
    if (at == 0 && !is_word(line[version_word.size()])) {
      own.push_back({'^' + pattern->pattern, pattern->version});
    }
  });
  if (found.size() > 1 && own.size() == 1) return own.front();
  if (found.size() != 1) return std::nullopt;
  const std::string start = found.front().pattern.substr(0, found.front().pattern.find('{'));
  if (count(text, start) == 1) return found.front();
  return own.empty() ? std::nullopt : std::optional(own.front());
}

bool assigns_version(std::string_view text) {
  bool found = false;
  each_assignment(text, [&](std::string_view line, std::size_t at, std::size_t value) {
    const char first = line[value];
    // Behind a blank alone, as in CMake, a word is prose: "no version here".
    const bool has_sign = line.substr(at, value - at).find_first_of("\"':=>") != line.npos;
    const bool is_value = has_sign ? is_word(first) : first >= '0' && first <= '9';
    found = found || is_value || first == '$' || first == '<' || first == '@';
  });
  return found;
}

bool declares_package(std::string_view path) {
  constexpr std::array<std::string_view, 17> names = {
      "setup.py",      "gradle.properties",     "build.gradle", "build.gradle.kts",
      "mix.exs",       "Directory.Build.props", "build.sbt",    "version.properties",
      "build.zig.zon", "DESCRIPTION",           "gleam.toml",   "Project.toml",
      "galaxy.yml",    "snapcraft.yaml",        "deno.json",    "jsr.json",
      "configure.ac"};
  constexpr std::array<std::string_view, 4> endings = {".gemspec", ".podspec", ".cabal", ".nuspec"};
  const std::string name = base_name(path);
  return std::find(names.begin(), names.end(), name) != names.end() ||
         std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool may_repeat_version(std::string_view path) {
  constexpr std::array<std::string_view, 18> names = {
      "Makefile",    "GNUmakefile", "version.py",  "_version.py", "__version__.py", "__about__.py",
      "__init__.py", "about.py",    "version.rb",  "version.go",  "main.go",        "version.ts",
      "version.js",  "version.h",   "version.hpp", "conf.py",     "VERSION.txt",    "version.rs"};
  const std::string name = base_name(path);
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace relctl::adopt
