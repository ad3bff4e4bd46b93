// SPDX-License-Identifier: MIT
#include "tree/write_folder.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/path.hpp"

namespace relctl {
namespace {

namespace fs = std::filesystem;

void write_entry(const Tree& tree, const std::string& path, Mode mode, const fs::path& target) {
  if (mode == Mode::symlink) {
    fs::create_symlink(tree.read(path), target);
    return;
  }
  std::ofstream file(target, std::ios::binary);
  const std::string bytes = tree.read(path);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw Error(ErrorKind::system, "cannot write " + target.string());
  if (mode == Mode::executable) {
    fs::permissions(target, fs::perms::owner_exec, fs::perm_options::add);
  }
}

void write_directory(const Tree& tree, const std::string& directory, const fs::path& root) {
  fs::create_directories(root / directory);
  for (const Entry& entry : tree.list(directory)) {
    const std::string path = join_path(directory, entry.name);
    if (const std::string fault = path_fault(path); !fault.empty()) {
      throw Error(ErrorKind::input, fmt::format("{} cannot be checked out: {}", path, fault));
    }
    if (entry.mode == Mode::directory || entry.mode == Mode::submodule) {
      write_directory(tree, path, root);
    } else {
      write_entry(tree, path, entry.mode, root / path);
    }
  }
}

}  // namespace

void write_folder(const Tree& tree, const std::string& root) {
  try {
    write_directory(tree, "", root);
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::system, error.what());
  }
}

}  // namespace relctl
