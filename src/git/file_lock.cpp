// SPDX-License-Identifier: MIT
#include "git/file_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/temporary_file.hpp"

namespace relctl::git {
namespace {

process::Descriptor open_file(const std::string& path) {
  return process::Descriptor(open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
}

bool lock_file(const process::Descriptor& file) {
  return flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

}  // namespace

std::optional<process::Descriptor> make_locked_file(const std::string& path,
                                                    std::string_view content) {
  // A link gives the name to a file that is complete and locked already.
  const TemporaryFile file(path.substr(0, path.rfind('/')), content);
  process::Descriptor descriptor = open_file(file.path());
  if (!descriptor.is_open() || !lock_file(descriptor)) {
    throw Error(ErrorKind::system, "cannot lock " + file.path() + ": " + strerror(errno));
  }
  if (link(file.path().c_str(), path.c_str()) == 0) return descriptor;
  if (errno == EEXIST) return std::nullopt;
  throw Error(ErrorKind::system, "cannot make " + path + ": " + strerror(errno));
}

std::optional<process::Descriptor> take_locked_file(const std::string& path,
                                                    std::string_view opening) {
  process::Descriptor file = open_file(path);
  if (!file.is_open() || !read_all(file).starts_with(opening)) return std::nullopt;
  if (!lock_file(file) || !is_named(file, path)) return std::nullopt;
  return file;
}

bool is_named(const process::Descriptor& file, const std::string& path) {
  struct stat ours {};
  struct stat named {};
  return fstat(file.number(), &ours) == 0 && lstat(path.c_str(), &named) == 0 &&
         ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

std::string read_all(const process::Descriptor& file) {
  // A foreign lock may be a whole index; nobody asks about more than a journal's size.
  constexpr std::size_t most = 1 << 20;
  std::string content;
  std::array<char, 4096> bytes{};
  while (content.size() < most) {
    const ssize_t size =
        pread(file.number(), bytes.data(), bytes.size(), static_cast<off_t>(content.size()));
    if (size <= 0) break;
    content.append(bytes.data(), static_cast<std::size_t>(size));
  }
  return content;
}

}  // namespace relctl::git
