// SPDX-License-Identifier: MIT
#include "tree/disk_tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "tree/path.hpp"

namespace relctl {
namespace {

namespace fs = std::filesystem;

std::optional<Mode> mode_of(const fs::file_status& status) {
  switch (status.type()) {
    case fs::file_type::directory:
      return Mode::directory;
    case fs::file_type::symlink:
      return Mode::symlink;
    case fs::file_type::regular:
      break;
    default:
      return std::nullopt;
  }
  const bool executable = (status.permissions() & fs::perms::owner_exec) != fs::perms::none;
  return executable ? Mode::executable : Mode::file;
}

}  // namespace

std::optional<Entry> DiskTree::find(std::string_view path) const {
  std::error_code ignored;
  const auto mode = mode_of(fs::symlink_status(join_path(root_, path), ignored));
  if (!mode) return std::nullopt;
  return Entry{std::string(path.substr(path.rfind('/') + 1)), *mode, {}};
}

std::string DiskTree::read(std::string_view path) const {
  const auto entry = find(path);
  if (!entry || entry->mode == Mode::directory) {
    throw Error(ErrorKind::input, "there is no file " + std::string(path));
  }
  const std::string file = join_path(root_, path);
  if (entry->mode == Mode::symlink) return fs::read_symlink(file).string();
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) throw Error(ErrorKind::system, "cannot read " + std::string(path));
  return text;
}

std::vector<Entry> DiskTree::list(std::string_view directory) const {
  std::vector<Entry> entries;
  std::error_code ignored;
  for (const auto& item : fs::directory_iterator(join_path(root_, directory), ignored)) {
    const std::string name = item.path().filename().string();
    if (name == ".git") continue;
    if (const auto mode = mode_of(item.symlink_status())) entries.push_back({name, *mode, {}});
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

}  // namespace relctl
