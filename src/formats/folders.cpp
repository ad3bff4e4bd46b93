// SPDX-License-Identifier: MIT
#include "formats/folders.hpp"

#include <algorithm>

#include <fnmatch.h>

#include "tree/path.hpp"

namespace relctl::formats {
namespace {

void expand_parts(const Tree& tree, const std::string& directory, std::string_view glob,
                  std::vector<std::string>& result) {
  if (glob.empty()) {
    result.push_back(directory);
    return;
  }
  const std::size_t end = std::min(glob.find('/'), glob.size());
  const std::string part(glob.substr(0, end));
  const std::string_view rest = glob.substr(std::min(end + 1, glob.size()));
  if (part.find_first_of("*?[") == part.npos) {
    if (const auto next = resolve(directory, part)) expand_parts(tree, *next, rest, result);
    return;
  }
  if (part == "**") expand_parts(tree, directory, rest, result);
  for (const Entry& entry : tree.list(directory)) {
    const bool fits = part == "**" || fnmatch(part.c_str(), entry.name.c_str(), FNM_PERIOD) == 0;
    if (entry.mode != Mode::directory || !fits || entry.name == "node_modules") continue;
    expand_parts(tree, join_path(directory, entry.name), part == "**" ? glob : rest, result);
  }
}

}  // namespace

bool is_file(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  return entry && (entry->mode == Mode::file || entry->mode == Mode::executable);
}

std::optional<std::string> resolve(std::string_view directory, std::string_view relative) {
  std::string result(directory);
  while (!relative.empty()) {
    const std::size_t end = std::min(relative.find('/'), relative.size());
    const std::string_view part = relative.substr(0, end);
    relative.remove_prefix(std::min(end + 1, relative.size()));
    if (part == "..") {
      if (result.empty()) return std::nullopt;
      result = directory_of(result);
    } else if (part != "." && !part.empty()) {
      result = join_path(result, part);
    }
  }
  return result;
}

std::vector<std::string> expand_glob(const Tree& tree, const std::string& directory,
                                     std::string_view glob) {
  std::vector<std::string> result;
  expand_parts(tree, directory, glob, result);
  return result;
}

std::vector<std::string> files_called(const Tree& tree, std::string_view name) {
  const bool is_ending = name.starts_with('*');
  if (is_ending) name.remove_prefix(1);
  const auto fits = [&](const std::string& each) {
    return is_ending ? each.ends_with(name) : each == name;
  };
  std::vector<std::string> result;
  std::vector<std::string> waiting = {""};
  while (!waiting.empty()) {
    const std::string directory = std::move(waiting.back());
    waiting.pop_back();
    for (const Entry& entry : tree.list(directory)) {
      if (entry.mode == Mode::directory && entry.name != "node_modules") {
        waiting.push_back(join_path(directory, entry.name));
      } else if (fits(entry.name) && (entry.mode == Mode::file || entry.mode == Mode::executable)) {
        result.push_back(join_path(directory, entry.name));
      }
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace relctl::formats
