// SPDX-License-Identifier: MIT
#include "adopt/listing.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace relctl::adopt {
namespace {

constexpr std::array<std::string_view, 16> passed_over = {
    "node_modules", "vendor",   "third_party", "subprojects", "dist",     "build",
    "target",       "testdata", "test",        "tests",       "fixtures", "examples",
    "example",      "docs",     "venv",        "__pycache__"};

// `test` and `build` are environments or services below some other folder, and noise at the top
// or in a service's own folder; only what never holds a deployment is passed over everywhere.
bool is_noise(const std::vector<std::string>& parts, std::size_t index) {
  const std::string& part = parts[index];
  if (part.starts_with('.')) return true;
  if (std::find(passed_over.begin(), passed_over.end(), part) == passed_over.end()) return false;
  constexpr std::array<std::string_view, 10> homes = {"overlays",   "environments", "envs",   "env",
                                                      "deploy",     "clusters",     "stages", "k8s",
                                                      "kubernetes", "manifests"};
  return index == 0 || std::find(homes.begin(), homes.end(), parts[index - 1]) == homes.end();
}

bool is_relevant(const std::string& path) {
  const std::vector<std::string> parts = parts_of(path);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    if (is_noise(parts, i)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::string> parts_of(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) parts.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return parts;
}

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

std::vector<std::string> relevant_files(const std::vector<std::string>& files) {
  std::vector<std::string> result;
  std::copy_if(files.begin(), files.end(), std::back_inserter(result), is_relevant);
  std::sort(result.begin(), result.end());
  return result;
}

std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && std::isalnum(byte) != 0) {
      name += static_cast<char>(std::tolower(byte));
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (name.ends_with('-'))
    name.pop_back();
  return name.empty() ? "app" : name;
}

bool is_data_file(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

}  // namespace relctl::adopt
