// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/images.hpp"
#include "tree/memory_tree.hpp"

namespace {

namespace fs = std::filesystem;
using relctl::Error;
using relctl::FileContent;
using relctl::MemoryTree;
using relctl::kustomize::ImagePlace;
using relctl::kustomize::ImageSetting;
using relctl::kustomize::read_images;
using relctl::kustomize::set_images;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

using Files = std::map<std::string, std::string>;

Files read_all(const fs::path& root) {
  Files files;
  if (!fs::exists(root)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    files[fs::relative(entry.path(), root).generic_string()] = read(entry.path());
  }
  return files;
}

/// `case.txt`: the directory, then a line `image NAME [tag TAG] [digest DIGEST]` for each setting.
struct Case {
  std::string directory;
  std::vector<ImageSetting> settings;
};

Case read_case(const fs::path& path) {
  Case result;
  std::istringstream lines(read(path));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word == "directory") words >> result.directory;
    if (word != "image") continue;
    ImageSetting setting;
    words >> setting.name;
    for (std::string value; words >> word >> value;) {
      (word == "tag" ? setting.tag : setting.digest) = value;
    }
    result.settings.push_back(setting);
  }
  return result;
}

std::string to_text(const Error& error) {
  std::string text;
  if (const auto& where = error.where()) {
    text += fmt::format("{}:{}:{}: ", where->file, where->line, where->column);
  }
  text += fmt::format("{}\n", error.what());
  for (const std::string& hint : error.hints())
    text += fmt::format("hint: {}\n", hint);
  return text;
}

std::string to_text(const std::vector<ImagePlace>& places) {
  std::string text;
  for (const ImagePlace& place : places) {
    text += fmt::format("{}:{}: {} {} {}\n", place.path, place.line, place.image.name,
                        place.image.tag.value_or("-"), place.image.digest.value_or("-"));
  }
  return text;
}

struct Outcome {
  Files files;
  std::string error;
  std::string places;
};

MemoryTree tree_of(const Files& files) {
  std::map<std::string, MemoryTree::File> contents;
  for (const auto& [path, text] : files)
    contents[path] = {text, relctl::Mode::file};
  return MemoryTree(std::move(contents));
}

Outcome run(const Files& before, const Case& test) {
  Outcome outcome{before, "", ""};
  try {
    const std::vector<FileContent> changed =
        set_images(tree_of(before), test.directory, test.settings);
    for (const FileContent& file : changed)
      outcome.files[file.path] = file.content;
    outcome.places = to_text(read_images(tree_of(outcome.files), test.directory));
  } catch (const Error& error) {
    CHECK(error.kind() == relctl::ErrorKind::input);
    outcome.error = to_text(error);
  }
  return outcome;
}

/// Makes what came out the expected outcome.
void accept(const fs::path& folder, const Outcome& outcome) {
  fs::remove_all(folder / "after");
  fs::remove(folder / "error.txt");
  fs::remove(folder / "places.txt");
  if (!outcome.error.empty()) {
    write(folder / "error.txt", outcome.error);
    return;
  }
  for (const auto& [path, text] : outcome.files)
    write(folder / "after" / path, text);
  write(folder / "places.txt", outcome.places);
}

/// The folders of the golden cases, in order.
std::vector<fs::path> case_folders() {
  const char* golden = std::getenv("RELCTL_GOLDEN");
  REQUIRE(golden != nullptr);
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(fs::path(golden) / "kustomize")) {
    folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

TEST_CASE("images are set as the golden cases show, byte for byte") {
  const bool update = std::getenv("UPDATE") != nullptr;
  const std::vector<fs::path> folders = case_folders();
  CHECK(folders.size() >= 50);
  for (const fs::path& folder : folders) {
    const std::string name = folder.filename().string();
    CAPTURE(name);
    const Outcome outcome = run(read_all(folder / "before"), read_case(folder / "case.txt"));
    if (update) accept(folder, outcome);
    CHECK(outcome.error == read(folder / "error.txt"));
    CHECK(outcome.places == read(folder / "places.txt"));
    CHECK(read_all(folder / "after") == (outcome.error.empty() ? outcome.files : Files{}));
  }
}

TEST_CASE("a second run changes nothing") {
  for (const fs::path& folder : case_folders()) {
    const fs::path after = folder / "after";
    if (!fs::exists(after)) continue;
    const std::string name = folder.filename().string();
    CAPTURE(name);
    const Case test = read_case(folder / "case.txt");
    CHECK(set_images(tree_of(read_all(after)), test.directory, test.settings).empty());
  }
}

}  // namespace
