// SPDX-License-Identifier: MIT
#include "git/temporary_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace relctl::git {
namespace {

namespace fs = std::filesystem;

using process::Descriptor;

constexpr std::string_view prefix = "relctl-clone-";

fs::path root() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  return error ? fs::path("/tmp") : folder;
}

/// The lock of the folder; nothing where another process has it, or the folder is gone or not ours.
std::optional<Descriptor> try_lock(const fs::path& folder) {
  Descriptor lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!lock.is_open() || ::flock(lock.number(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
  // Removed between the look and the lock, it has no name any more.
  if (::fstat(lock.number(), &status) != 0 || status.st_nlink == 0) return std::nullopt;
  const bool own = status.st_uid == ::geteuid() && (status.st_mode & 0777U) == 0700U;
  return own ? std::optional(std::move(lock)) : std::nullopt;
}

/// Removes what dead processes left.
void sweep() {
  std::error_code ignored;
  for (fs::directory_iterator entry(root(), ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    if (!entry->path().filename().string().starts_with(prefix)) continue;
    const auto lock = try_lock(entry->path());
    std::error_code failure;
    if (lock) fs::remove_all(entry->path(), failure);
  }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  sweep();
  constexpr int most_tries = 100;
  for (int tries = 0; tries < most_tries; ++tries) {
    std::string name = (root() / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr) break;
    if (auto lock = try_lock(name)) {
      path_ = std::move(name);
      lock_ = std::move(*lock);
      return;
    }
  }
  throw Error(ErrorKind::system,
              "cannot make a folder in " + root().string() + ": " + std::strerror(errno))
      .hint("TMPDIR names the folder for temporary files");
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace relctl::git
