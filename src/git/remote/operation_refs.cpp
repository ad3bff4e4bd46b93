// SPDX-License-Identifier: MIT
#include "git/remote/operation_refs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <random>
#include <set>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/program.hpp"

namespace relctl::git {
namespace {

namespace fs = std::filesystem;

fs::path lock_folder(const Repository& repository) {
  return fs::path(repository.common_directory()) / "relctl";
}

bool is_operation(const std::string& name) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return name.size() == 32 && std::all_of(name.begin(), name.end(), digit);
}

/// An open file whose lock is held; closed where another process holds it or the file is missing.
process::Descriptor try_lock(const fs::path& file, int flags) {
  process::Descriptor descriptor(
      ::open(file.c_str(), flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (descriptor.is_open() && ::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) return {};
  return descriptor;
}

/// A sweep by another process may remove the new file before its lock is taken: then the lock is
/// on a file without a name, which proves nothing to anybody.
process::Descriptor create_lock(const fs::path& file) {
  for (int tries = 0; tries < 100; ++tries) {
    process::Descriptor descriptor = try_lock(file, O_CREAT);
    if (!descriptor.is_open() && errno != EWOULDBLOCK) break;
    struct stat status {};
    if (descriptor.is_open() && ::fstat(descriptor.number(), &status) == 0 && status.st_nlink > 0) {
      return descriptor;
    }
  }
  throw Error(ErrorKind::system, "cannot lock " + file.string() + ": " + std::strerror(errno));
}

void delete_refs(const Repository& repository, const std::string& operation) {
  const std::string prefix = "refs/relctl/" + operation + "/";
  const std::string names =
      require_git(repository, {"for-each-ref", "--format=delete %(refname)", prefix});
  if (!names.empty()) require_git(repository, {"update-ref", "--stdin"}, {}, names);
}

void add_names(std::set<std::string>& names, const fs::path& folder) {
  std::error_code ignored;
  for (fs::directory_iterator entry(folder, ignored), end; !ignored && entry != end;
       entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (is_operation(name)) names.insert(name);
  }
}

/// Operations that left a lock file or loose refs, this one's excepted.
std::set<std::string> known_operations(const Repository& repository, const std::string& own) {
  std::set<std::string> names;
  add_names(names, lock_folder(repository));
  add_names(names, fs::path(repository.common_directory()) / "refs" / "relctl");
  names.erase(own);
  return names;
}

void sweep(const Repository& repository, const std::string& own) {
  for (const std::string& name : known_operations(repository, own)) {
    const fs::path file = lock_folder(repository) / name;
    std::error_code ignored;
    const bool has_file = fs::exists(fs::symlink_status(file, ignored));
    const process::Descriptor lock = has_file ? try_lock(file, 0) : process::Descriptor();
    if (has_file && !lock.is_open()) continue;
    delete_refs(repository, name);
    if (lock.is_open()) ::unlink(file.c_str());
  }
}

}  // namespace

std::string random_operation_id() {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::random_device source;
  std::uniform_int_distribution<std::size_t> digit(0, digits.size() - 1);
  std::string id(32, '0');
  for (char& c : id)
    c = digits[digit(source)];
  return id;
}

OperationRefs::OperationRefs(const Repository& repository, const std::string& operation)
    : repository_(repository), operation_(operation) {
  if (!is_operation(operation)) {
    throw Error(ErrorKind::bug, "\"" + operation + "\" is no operation id");
  }
  std::error_code error;
  fs::create_directories(lock_folder(repository), error);
  if (error) {
    throw Error(ErrorKind::system,
                "cannot create " + lock_folder(repository).string() + ": " + error.message());
  }
  lock_ = create_lock(lock_folder(repository) / operation);
  try {
    sweep(repository, operation);
  } catch (const Error&) {
    // What the dead left hinders nobody; the next operation tries again.
    return;
  }
}

OperationRefs::~OperationRefs() {
  try {
    const fs::path refs = fs::path(repository_.common_directory()) / "refs" / "relctl" / operation_;
    std::error_code ignored;
    if (fs::exists(refs, ignored)) delete_refs(repository_, operation_);
    ::unlink((lock_folder(repository_) / operation_).c_str());
  } catch (const std::exception&) {
    // The lock ends all the same: a later operation removes what is left.
    return;
  }
}

std::string OperationRefs::local_name(const std::string& name) const {
  return "refs/relctl/" + operation_ + name.substr(4);
}

}  // namespace relctl::git
