// SPDX-License-Identifier: MIT
#include "adopt/version_files.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "adopt/listing.hpp"
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

// Files of a build are in many folders, and have a version in few.
bool is_often_without(const std::string& path) {
  constexpr std::array<std::string_view, 4> names = {"CMakeLists.txt", "meson.build",
                                                     "package.json", "Chart.yaml"};
  const std::string name = base_name(path);
  return std::find(names.begin(), names.end(), name) != names.end() || name.ends_with(".csproj");
}

}  // namespace

VersionFiles find_version_files(const Tree& tree, const std::vector<std::string>& files) {
  VersionFiles result;
  for (const std::string& path : files) {
    if (!formats::is_known_file_name(path)) continue;
    try {
      FoundVersion found = read(tree, path);
      if (semver::parse(found.version)) {
        result.found.push_back(std::move(found));
      } else {
        result.unsure.push_back(
            fmt::format("{} was left out: \"{}\" is no semantic version", path, found.version));
      }
    } catch (const Error& error) {
      if (!is_often_without(path)) {
        result.unsure.push_back(fmt::format("{} was left out: {}", path, error.what()));
      }
    }
  }
  std::stable_sort(result.found.begin(), result.found.end(),
                   [](const FoundVersion& a, const FoundVersion& b) {
                     return a.file.key.has_value() < b.file.key.has_value();
                   });
  return result;
}

}  // namespace relctl::adopt
