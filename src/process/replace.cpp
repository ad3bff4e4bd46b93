// SPDX-License-Identifier: MIT
#include "process/replace.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>

#include <unistd.h>

#include "base/error.hpp"

namespace relctl::process {
namespace {

bool is_program(const std::filesystem::path& file) {
  std::error_code code;
  return std::filesystem::is_regular_file(file, code) && ::access(file.c_str(), X_OK) == 0;
}

}  // namespace

std::optional<std::string> find_program(const std::string& name, const std::string& path) {
  std::error_code code;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", code);
  if (!code && is_program(own.parent_path() / name)) return own.parent_path() / name;
  std::istringstream folders(path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    // An empty entry means the current folder, from which nothing is run unasked.
    if (!folder.empty() && is_program(std::filesystem::path(folder) / name)) {
      return std::filesystem::path(folder) / name;
    }
  }
  return std::nullopt;
}

void replace_by(const std::string& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  ::execv(program.c_str(), argv.data());
  throw Error(ErrorKind::system, "cannot start " + program + ": " + std::strerror(errno));
}

}  // namespace relctl::process
