// SPDX-License-Identifier: MIT
#include "tree/path.hpp"

#include <algorithm>
#include <cctype>

#include "base/ascii.hpp"
#include "base/error.hpp"

namespace relctl {
namespace {

std::string part_fault(std::string_view part) {
  if (part.empty()) return "it has an empty part";
  if (part == "." || part == "..") return "it leaves or re-enters a folder (\".\" or \"..\")";
  const std::string name = ascii_lower(part);
  if (name == ".git" || name == "git~1") return "it leads into git's own folder";
  return {};
}

}  // namespace

std::string path_fault(std::string_view path) {
  if (path.empty()) return "it is empty";
  if (path.front() == '/') return "it is absolute";
  const auto odd = [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '\\'; };
  if (std::any_of(path.begin(), path.end(), odd)) {
    return "it holds a backslash or a control character";
  }
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    if (std::string fault = part_fault(path.substr(start, end - start)); !fault.empty()) {
      return fault;
    }
    start = end + 1;
  }
  return {};
}

void check_path(const Tree& tree, std::string_view path) {
  if (const std::string fault = path_fault(path); !fault.empty()) {
    throw Error(ErrorKind::input, "the path \"" + std::string(path) + "\" is refused: " + fault);
  }
  for (std::size_t end = path.find('/');; end = path.find('/', end + 1)) {
    const std::string_view part = path.substr(0, end);
    const auto mode = tree.mode(part);
    if (mode == Mode::symlink || mode == Mode::submodule) {
      throw Error(ErrorKind::input, "the path \"" + std::string(path) +
                                        "\" is refused: " + std::string(part) + " is a " +
                                        (mode == Mode::symlink ? "symbolic link" : "submodule"));
    }
    if (end == std::string_view::npos) return;
  }
}

std::string read_file(const Tree& tree, std::string_view path) {
  check_path(tree, path);
  return tree.read(path);
}

std::string join_path(std::string_view directory, std::string_view name) {
  if (directory.empty() || directory == ".") return std::string(name);
  if (name.empty()) return std::string(directory);
  return std::string(directory) + '/' + std::string(name);
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool is_below(std::string_view path, std::string_view directory) {
  if (directory.empty() || directory == ".") return true;
  return path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

}  // namespace relctl
