// SPDX-License-Identifier: MIT
#include "commands/new_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::commands {
namespace {

namespace fs = std::filesystem;

Error folder_error(const fs::path& path, const std::string& why) {
  return {ErrorKind::system, fmt::format("{}: {}", path.string(), why)};
}

constexpr std::string_view prefix = ".relctl-";

Error not_empty(const fs::path& folder) {
  Error error(ErrorKind::conflict, fmt::format("{} is not empty", folder.string()));
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    error.hint(fmt::format("{} is of a run that was interrupted, or that is at work",
                           entry.path().string()));
  }
  error.hint("name a folder that is empty, or that is not there yet: nothing is overwritten");
  return error;
}

/// True where the folder was made. Throws where it cannot be filled.
bool make_empty(const fs::path& folder) {
  try {
    if (!fs::exists(folder)) return fs::create_directories(folder);
    if (!fs::is_directory(folder)) throw folder_error(folder, "is no folder");
    if (fs::is_empty(folder)) return false;
  } catch (const fs::filesystem_error& error) {
    throw folder_error(folder, error.code().message());
  }
  throw not_empty(folder);
}

fs::path make_workplace(const fs::path& folder) {
  std::string pattern = (folder / fmt::format("{}XXXXXX", prefix)).string();
  if (::mkdtemp(pattern.data()) == nullptr) throw folder_error(folder, std::strerror(errno));
  return pattern;
}

}  // namespace

NewFolder::NewFolder(const std::string& target)
    : target_(target), made_(make_empty(target_)), workplace_(make_workplace(target_)) {}

NewFolder::~NewFolder() {
  std::error_code code;
  fs::remove_all(workplace_, code);
  if (made_ && !settled_) fs::remove(target_, code);
}

void NewFolder::write(const std::string& path, std::string_view text, bool executable) const {
  const fs::path file = workplace_ / path;
  std::error_code code;
  fs::create_directories(file.parent_path(), code);
  if (code) throw folder_error(file.parent_path(), code.message());
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) throw folder_error(file, "cannot be written");
  constexpr auto run = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  if (executable) fs::permissions(file, run, fs::perm_options::add, code);
  if (code) throw folder_error(file, code.message());
}

void NewFolder::settle() {
  // Somebody may have come meanwhile: the workplace has to be alone.
  const auto present = std::distance(fs::directory_iterator(target_), fs::directory_iterator());
  if (present != 1) throw not_empty(target_);
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(workplace_)) {
    if (entry.path().filename() != ".git") names.push_back(entry.path().filename());
  }
  names.emplace_back(".git");
  for (const fs::path& name : names) {
    std::error_code code;
    fs::rename(workplace_ / name, target_ / name, code);
    if (code) throw folder_error(target_ / name, code.message());
    settled_ = true;
  }
}

}  // namespace relctl::commands
