// SPDX-License-Identifier: MIT
#include "git/temporary_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.hpp"

namespace relctl::git {

TemporaryFile::TemporaryFile(const std::string& directory, std::string_view content)
    : path_(directory + "/relctl-XXXXXX") {
  const int descriptor = mkostemp(path_.data(), O_CLOEXEC);
  if (descriptor < 0) {
    throw Error(ErrorKind::system, "cannot make a file in " + directory + ": " + strerror(errno));
  }
  try {
    write_all(descriptor, content, path_);
  } catch (...) {
    close(descriptor);
    unlink(path_.c_str());
    throw;
  }
  close(descriptor);
}

TemporaryFile::~TemporaryFile() {
  unlink(path_.c_str());
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      throw Error(ErrorKind::system, "cannot write " + path + ": " + strerror(errno));
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace relctl::git
