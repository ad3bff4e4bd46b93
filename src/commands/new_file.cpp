// SPDX-License-Identifier: MIT
#include "commands/new_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <random>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "process/descriptor.hpp"
#include "tree/disk_tree.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

Error exists(const std::string& path) {
  Error error(ErrorKind::conflict, path + " exists already");
  error.hint("-n prints what would be written, --force writes it; git keeps what was committed");
  return error;
}

Error file_error(const std::string& what, const std::string& path) {
  return Error(ErrorKind::system,
               fmt::format("cannot {} {}: {}", what, path, std::strerror(errno)));
}

/// A file that is gone with this object unless it was put in its place.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& target)
      : path_(fmt::format("{}.relctl-{:08x}", target, std::random_device()())),
        file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666)) {
    if (!file_.is_open()) throw file_error("create", path_);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(path_.c_str()); }

  void fill(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(file_.number(), content.data(), content.size());
      if (written < 0 && errno != EINTR) throw file_error("write", path_);
      content.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    if (::fsync(file_.number()) != 0) throw file_error("write", path_);
  }

  void replace(const std::string& target) const {
    if (std::rename(path_.c_str(), target.c_str()) != 0) throw file_error("write", target);
  }

  /// Fails where somebody else made the file meanwhile, which renaming would not notice.
  void take_free_place(const std::string& target) const {
    if (::link(path_.c_str(), target.c_str()) == 0) return;
    if (errno == EEXIST) throw exists(target);
    throw file_error("write", target);
  }

 private:
  std::string path_;
  process::Descriptor file_;
};

}  // namespace

void refuse_existing(const std::string& root, const std::string& path) {
  if (DiskTree(root).find(path)) throw exists(path);
}

void write_new_file(const std::string& root, const std::string& path, std::string_view content,
                    bool replace) {
  check_path(DiskTree(root), path);
  const std::string target = root + '/' + path;
  std::error_code code;
  std::filesystem::create_directories(std::filesystem::path(target).parent_path(), code);
  if (code) throw Error(ErrorKind::system, fmt::format("{}: {}", target, code.message()));
  TemporaryFile draft(target);
  draft.fill(content);
  if (replace) {
    draft.replace(target);
  } else {
    draft.take_free_place(target);
  }
}

}  // namespace relctl::commands
