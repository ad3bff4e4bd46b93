// SPDX-License-Identifier: MIT
#include "git/run_record.hpp"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/file_lock.hpp"
#include "git/lock_holders.hpp"

namespace relctl::git {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view record_prefix = "relctl-run-";
constexpr std::string_view record_opening = "relctl run 1\n";

/// A dead run's record, locked by this process.
struct DeadRun {
  std::string path;
  process::Descriptor descriptor;
  timespec since{};
};

std::optional<DeadRun> dead_run(const fs::path& path) {
  auto descriptor = take_locked_file(path, record_opening);
  struct stat status {};
  if (!descriptor || ::fstat(descriptor->number(), &status) != 0) return std::nullopt;
  return DeadRun{path, *std::move(descriptor), status.st_mtim};
}

std::vector<DeadRun> dead_runs(const std::string& git_directory) {
  std::vector<DeadRun> runs;
  std::error_code error;
  for (fs::directory_iterator file(git_directory, error), last; !error && file != last;
       file.increment(error)) {
    if (!file->path().filename().string().starts_with(record_prefix)) continue;
    if (auto run = dead_run(file->path())) runs.push_back(*std::move(run));
  }
  return runs;
}

/// The folder that the work trees of a repository share, where refs are.
fs::path common_folder(const fs::path& git_directory) {
  struct stat status {};
  const fs::path file = git_directory / "commondir";
  if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return git_directory;
  std::string name;
  std::getline(std::ifstream(file), name);
  std::error_code error;
  const fs::path folder = fs::canonical(git_directory / name, error);
  return error || name.empty() ? git_directory : folder;
}

void add_lock(std::set<fs::path>& locks, const fs::path& path) {
  struct stat status {};
  const bool is_own = path.extension() == ".lock" && ::lstat(path.c_str(), &status) == 0 &&
                      S_ISREG(status.st_mode) && status.st_uid == ::geteuid();
  if (is_own) locks.insert(path);
}

std::set<fs::path> locks_in(const fs::path& git_directory) {
  std::set<fs::path> locks;
  std::error_code error;
  for (const fs::path& folder : {git_directory, common_folder(git_directory)}) {
    for (fs::directory_iterator file(folder, error), last; !error && file != last;
         file.increment(error)) {
      add_lock(locks, file->path());
    }
    for (fs::recursive_directory_iterator file(folder / "refs", error), last;
         !error && file != last; file.increment(error)) {
      add_lock(locks, file->path());
    }
  }
  return locks;
}

bool is_younger(const fs::path& lock, const timespec& since) {
  struct stat status {};
  if (::lstat(lock.c_str(), &status) != 0) return false;
  const timespec& made = status.st_mtim;
  return made.tv_sec != since.tv_sec ? made.tv_sec > since.tv_sec : made.tv_nsec >= since.tv_nsec;
}

/// Removes the locks made since then; those that somebody alive may hold are left, and counted.
std::size_t remove_locks(const fs::path& git_directory, const timespec& since,
                         std::vector<std::string>& notes) {
  std::size_t left = 0;
  for (const fs::path& lock : locks_in(git_directory)) {
    if (!is_younger(lock, since)) continue;
    if (may_be_held(lock, git_directory) || ::unlink(lock.c_str()) != 0) {
      ++left;
    } else {
      notes.push_back("removed " + lock.string() + ", which a killed run of relctl left");
    }
  }
  return left;
}

}  // namespace

RunRecord::RunRecord(const std::string& git_directory) : directory_(git_directory) {
  const std::string path =
      git_directory + '/' + std::string(record_prefix) + std::to_string(::getpid());
  if (::access(git_directory.c_str(), W_OK) != 0) return;
  auto file = make_locked_file(
      path, std::string(record_opening) + "pid " + std::to_string(::getpid()) + '\n');
  if (!file) return;  // a run within a run
  path_ = path;
  descriptor_ = *std::move(file);
  // A git command that outlives this process goes on holding it.
  ::fcntl(descriptor_.number(), F_SETFD, 0);
}

RunRecord::~RunRecord() {
  struct stat status {};
  if (path_.empty() || ::fstat(descriptor_.number(), &status) != 0) return;
  std::vector<std::string> unsaid;
  if (remove_locks(directory_, status.st_mtim, unsaid) == 0) ::unlink(path_.c_str());
}

std::vector<std::string> remove_dead_locks(const std::string& git_directory) {
  std::vector<std::string> notes;
  for (const DeadRun& run : dead_runs(git_directory)) {
    if (remove_locks(git_directory, run.since, notes) == 0) ::unlink(run.path.c_str());
  }
  return notes;
}

}  // namespace relctl::git
