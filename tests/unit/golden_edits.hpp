// SPDX-License-Identifier: MIT
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>

#include <doctest/doctest.h>

namespace golden {

using SetValue = std::function<std::string(const std::string& text, const std::string& file,
                                           const std::string& key_path, const std::string& value)>;

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Carries out the lines `KEY PATH<tab>VALUE` of the case's `edits` on `before`, one after the
/// other, and compares the outcome with `after` byte for byte. UPDATE=1 accepts it instead.
inline void run_edits(const std::filesystem::path& directory, const SetValue& set) {
  std::string text = read_file(directory / "before");
  std::istringstream edits(read_file(directory / "edits"));
  for (std::string line; std::getline(edits, line);) {
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    text = set(text, directory.filename().string(), line.substr(0, tab), line.substr(tab + 1));
  }
  if (std::getenv("UPDATE") != nullptr) {
    std::ofstream(directory / "after", std::ios::binary) << text;
  }
  CHECK(text == read_file(directory / "after"));
}

/// Runs every case below `area` of the golden folder; there are at least `least`.
inline void run_area(const std::string& area, std::ptrdiff_t least, const SetValue& set) {
  const char* root = std::getenv("RELCTL_GOLDEN");
  REQUIRE(root != nullptr);
  const auto directory = std::filesystem::path(root) / area;
  CHECK(std::distance(std::filesystem::directory_iterator(directory), {}) >= least);
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    run_edits(entry.path(), set);
  }
}

}  // namespace golden
