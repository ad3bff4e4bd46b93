// SPDX-License-Identifier: MIT
#include "formats/format.hpp"

#include <algorithm>

namespace relctl::formats {
namespace {

bool fits_name(std::string_view pattern, std::string_view name) {
  return pattern.starts_with('*') ? name.ends_with(pattern.substr(1)) : name == pattern;
}

}  // namespace

const std::vector<Format>& formats() {
  static const std::vector<Format> table = {
      {"version", {"VERSION", "version.txt"}, find_plain},
      {"pyproject", {"pyproject.toml"}, find_pyproject, follow_pyproject},
      {"setup.cfg", {"setup.cfg"}, find_setup_cfg},
      {"lerna", {"lerna.json"}, find_package_json, follow_lerna},
      {"npm", {"package.json"}, find_package_json, follow_package_json},
      {"cargo", {"Cargo.toml"}, find_cargo, follow_cargo},
      {"helm", {"Chart.yaml"}, find_chart, follow_chart},
      {"meson", {"meson.build"}, find_meson},
      {"cmake", {"CMakeLists.txt"}, find_cmake, nullptr, check_cmake},
      {"maven", {"pom.xml"}, find_pom, follow_pom},
      {"composer", {"composer.json"}, find_composer_json, follow_composer_json},
      {"pub", {"pubspec.yaml"}, find_pubspec, nullptr, nullptr, BuildNumber::increment},
      {"dotnet",
       {"*.csproj", "*.fsproj", "*.vbproj", "Directory.Build.props"},
       find_csproj,
       follow_csproj},
  };
  return table;
}

const Format* format_of_path(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const Format& format : formats()) {
    const auto fits = [&](std::string_view pattern) { return fits_name(pattern, name); };
    if (std::any_of(format.file_names.begin(), format.file_names.end(), fits)) return &format;
  }
  return nullptr;
}

const Format* format_called(std::string_view name) {
  for (const Format& format : formats()) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

}  // namespace relctl::formats
