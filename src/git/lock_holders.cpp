// SPDX-License-Identifier: MIT
#include "git/lock_holders.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

#include <sys/stat.h>
#include <unistd.h>

namespace relctl::git {
namespace {

namespace fs = std::filesystem;

bool is_number(const std::string& name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
}

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

bool is_open_in(const fs::path& process, const fs::path& lock) {
  std::error_code error;
  for (fs::directory_iterator file(process / "fd", error), last; !error && file != last;
       file.increment(error)) {
    std::error_code gone;
    if (fs::read_symlink(file->path(), gone) == lock) return true;
  }
  return false;
}

/// When the process began, in seconds since 1970; nothing where it is gone.
std::optional<std::int64_t> beginning_of(const fs::path& process) {
  constexpr int fields_before = 19;  // proc(5): starttime is the 20th after the name
  std::string text;
  std::getline(std::ifstream(process / "stat"), text);
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string skipped;
  for (int i = 0; i < fields_before; ++i)
    fields >> skipped;
  std::int64_t ticks = 0;
  double uptime = 0;
  if (!(fields >> ticks) || !(std::ifstream("/proc/uptime") >> uptime)) return std::nullopt;
  return std::time(nullptr) - static_cast<std::int64_t>(uptime) + ticks / ::sysconf(_SC_CLK_TCK);
}

/// Not certainly younger: both times are rounded to seconds.
bool is_older(const fs::path& process, const fs::path& lock) {
  struct stat made {};
  const auto began = beginning_of(process);
  return began && ::lstat(lock.c_str(), &made) == 0 && *began <= made.st_mtim.tv_sec + 1;
}

bool works_in(const fs::path& process, const fs::path& git_directory) {
  std::string name;
  std::getline(std::ifstream(process / "comm"), name);
  if (!name.starts_with("git") && !name.starts_with("relctl")) return false;
  std::error_code error;
  const fs::path folder = fs::read_symlink(process / "cwd", error);
  return !error &&
         (is_below(folder, git_directory) || is_below(folder, git_directory.parent_path()));
}

}  // namespace

bool may_be_held(const fs::path& lock, const fs::path& git_directory) {
  std::error_code error;
  const std::string own = std::to_string(::getpid());
  bool is_seen = false;
  for (fs::directory_iterator entry("/proc", error), last; !error && entry != last;
       entry.increment(error)) {
    const std::string name = entry->path().filename();
    if (!is_number(name)) continue;
    is_seen = true;
    if (name == own) continue;
    if (is_open_in(entry->path(), lock)) return true;
    if (works_in(entry->path(), git_directory) && is_older(entry->path(), lock)) return true;
  }
  return !is_seen;
}

}  // namespace relctl::git
