// SPDX-License-Identifier: MIT
#include "git/index_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/file_lock.hpp"
#include "git/waiting.hpp"

namespace relctl::git {
namespace {

constexpr std::string_view marker = "relctl holds this lock; a killed run's is taken over\n";

}  // namespace

IndexLock::IndexLock(const std::string& git_directory)
    : index_(git_directory + "/index"),
      lock_(git_directory + "/index.lock"),
      private_(git_directory + "/relctl-index") {
  LockWait wait;
  while (!acquire()) {
    if (!wait.wait()) throw lock_error(lock_);
  }
  remove_private_index();
}

IndexLock::~IndexLock() {
  remove_private_index();
  if (is_named(descriptor_, lock_)) unlink(lock_.c_str());
}

bool IndexLock::acquire() {
  auto file = make_locked_file(lock_, marker);
  if (!file) file = take_locked_file(lock_, marker);
  if (!file) return false;
  descriptor_ = std::move(*file);
  return true;
}

std::string IndexLock::make_private_index() {
  remove_private_index();
  if (link(index_.c_str(), private_.c_str()) == 0 || errno == ENOENT) return private_;
  // git tells by the index's time which files it must look at again.
  namespace fs = std::filesystem;
  fs::copy_file(index_, private_);
  fs::last_write_time(private_, fs::last_write_time(index_));
  return private_;
}

void IndexLock::replace_index() {
  if (rename(private_.c_str(), index_.c_str()) != 0) {
    throw Error(ErrorKind::system, "cannot replace " + index_ + ": " + strerror(errno));
  }
}

void IndexLock::remove_private_index() const {
  unlink(private_.c_str());
  unlink((private_ + ".lock").c_str());
}

}  // namespace relctl::git
