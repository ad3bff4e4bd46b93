// SPDX-License-Identifier: MIT
#include "adopt/version_files.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adopt/listing.hpp"
#include "adopt/version_elsewhere.hpp"
#include "adopt/version_lines.hpp"
#include "base/error.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

bool is_chart(const std::string& path) {
  return base_name(path) == "Chart.yaml";
}

// The folders a chart lies in say nothing of whose it is.
std::string owner_of_chart(std::string_view path) {
  constexpr std::array<std::string_view, 6> wrappings = {"chart",  "charts", "helm",
                                                         "deploy", "k8s",    "kubernetes"};
  std::string_view folder = directory_of(directory_of(path));
  const auto is_wrapping = [&] {
    return std::find(wrappings.begin(), wrappings.end(), base_name(folder)) != wrappings.end();
  };
  while (!folder.empty() && is_wrapping())
    folder = directory_of(folder);
  return std::string(folder);
}

FoundVersion read(const Tree& tree, const std::string& path) {
  FoundVersion found;
  found.file.path = path;
  found.folder = directory_of(path);
  if (is_chart(path)) {
    found.file.key = "appVersion";
    found.folder = owner_of_chart(path);
  }
  found.version = formats::read_version(tree, found.file);
  return found;
}

// Files of a build are in many folders, and have a version in few: those that assign none say
// nothing. A chart's own version is none of the service's.
bool says_nothing(const Tree& tree, const std::string& path) {
  if (is_chart(path)) return true;
  constexpr std::array<std::string_view, 4> names = {"CMakeLists.txt", "meson.build",
                                                     "package.json", "Cargo.toml"};
  const std::string name = base_name(path);
  const bool is_often_without =
      std::find(names.begin(), names.end(), name) != names.end() || name.ends_with(".csproj");
  return is_often_without && !assigns_version(tree.read(path));
}

/// A version in a file whose name tells no format, by a pattern; nothing where there is none.
std::optional<FoundVersion> by_pattern(const Tree& tree, const std::string& path,
                                       std::vector<std::string>& unsure) {
  const std::string text = tree.read(path);
  const auto line = version_line(text);
  if (!line) {
    if (assigns_version(text)) {
      unsure.push_back(
          fmt::format("{} was left out: which version in it is the package's cannot be told; "
                      "`version_files: [{{path: {}, pattern: …}}]` can say so",
                      path, path));
    }
    return std::nullopt;
  }
  FoundVersion found{{path, std::nullopt, line->pattern, std::nullopt},
                     line->version,
                     std::string(directory_of(path))};
  // The pattern is tried as every command will read it.
  if (formats::read_version(tree, found.file) != line->version) return std::nullopt;
  return found;
}

/// The version of a CMakeLists.txt whose project() takes it from a variable: where that is set.
std::optional<FoundVersion> by_variable(const Tree& tree, const std::string& path) {
  if (base_name(path) != "CMakeLists.txt") return std::nullopt;
  std::vector<std::string> unsure;
  auto found = by_pattern(tree, path, unsure);
  if (!found) return std::nullopt;
  const std::string name =
      found->file.pattern->substr(0, found->file.pattern->find_first_of(" \""));
  const bool is_used = tree.read(path).find("VERSION ${" + name + '}') != std::string::npos;
  return is_used ? std::move(found) : std::nullopt;
}

/// Files of a language come before charts, and those before what only a pattern finds.
int rank(const formats::VersionFile& file) {
  return file.pattern ? 2 : file.key ? 1 : 0;
}

/// Adds the version of the file at `path`, or why it was left out.
void add_version(const Tree& tree, const std::string& path, VersionFiles& result) {
  if (!formats::is_known_file_name(path)) {
    if (auto found = by_pattern(tree, path, result.unsure)) {
      result.found.push_back(std::move(*found));
    }
    return;
  }
  FoundVersion found = read(tree, path);
  if (semver::parse(found.version)) {
    result.found.push_back(std::move(found));
  } else {
    result.unsure.push_back(
        fmt::format("{} was left out: \"{}\" is no semantic version", path, found.version));
  }
}

/// How the version on a line of the file at `path` is read; nothing where no line has one.
std::optional<formats::VersionFile> file_by_line(const std::string& path, const std::string& text) {
  formats::VersionFile file{path, std::nullopt, std::nullopt, std::nullopt};
  if (semver::parse(text.substr(0, text.find_first_of("\r\n")))) {
    if (!formats::is_known_file_name(path)) file.format = "version";
    return file;
  }
  const auto line = version_line(text);
  if (!line) return std::nullopt;
  file.pattern = line->pattern;
  return file;
}

}  // namespace

std::vector<FoundVersion> versions_by_line(const Tree& tree,
                                           const std::vector<std::string>& paths) {
  std::vector<FoundVersion> found;
  for (const std::string& path : paths) {
    const auto entry = tree.find(path);
    if (!entry || (entry->mode != Mode::file && entry->mode != Mode::executable)) continue;
    const auto file = file_by_line(path, tree.read(path));
    if (!file) continue;
    try {
      found.push_back({*file, formats::read_version(tree, *file), std::string(directory_of(path))});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
    }
  }
  return found;
}

std::vector<FoundVersion> find_repeated_versions(const Tree& tree,
                                                 const std::vector<std::string>& files) {
  std::vector<std::string> paths;
  std::copy_if(files.begin(), files.end(), std::back_inserter(paths), may_repeat_version);
  return versions_by_line(tree, paths);
}

VersionFiles find_version_files(const Tree& tree, const std::vector<std::string>& files) {
  VersionFiles result;
  for (const std::string& path : files) {
    if (!formats::is_known_file_name(path) && !declares_package(path)) continue;
    try {
      add_version(tree, path, result);
    } catch (const Error& error) {
      if (auto variable = by_variable(tree, path)) {
        result.found.push_back(std::move(*variable));
      } else if (!says_nothing(tree, path)) {
        result.unsure.push_back(fmt::format("{} was left out: {}", path, error.what()));
      }
    }
  }
  find_versions_elsewhere(tree, files, result);
  std::stable_sort(
      result.found.begin(), result.found.end(),
      [](const FoundVersion& a, const FoundVersion& b) { return rank(a.file) < rank(b.file); });
  return result;
}

}  // namespace relctl::adopt
