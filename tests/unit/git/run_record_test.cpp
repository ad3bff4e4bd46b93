// SPDX-License-Identifier: MIT
#include "git/run_record.hpp"

#include <chrono>
#include <filesystem>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

/// Another process begins a run in `git_directory`, makes `locks` and is gone at once.
void die_holding(const std::string& git_directory, const std::vector<std::string>& locks) {
  const pid_t child = ::fork();
  if (child == 0) {
    const RunRecord record(git_directory);
    for (const std::string& lock : locks)
      ::close(::creat((git_directory + '/' + lock).c_str(), 0600));
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("the locks of a dead run are removed and named, whatever they are for") {
  const TemporaryRepository checkout;
  const std::string git_directory = checkout.path(".git");
  const std::vector<std::string> locks = {"index.lock", "HEAD.lock", "packed-refs.lock",
                                          "refs/heads/main.lock", "refs/tags/v1.lock"};
  die_holding(git_directory, locks);
  const auto notes = remove_dead_locks(git_directory);
  CHECK(notes.size() == locks.size());
  for (const std::string& lock : locks) {
    CAPTURE(lock);
    CHECK_FALSE(checkout.exists(".git/" + lock));
  }
  CHECK(remove_dead_locks(git_directory).empty());
}

TEST_CASE("a lock that is older than the run, or of no run, stays") {
  const TemporaryRepository checkout;
  checkout.write(".git/index.lock", "");
  std::filesystem::last_write_time(
      checkout.path(".git/index.lock"),
      std::filesystem::file_time_type::clock::now() - std::chrono::minutes(1));
  die_holding(checkout.path(".git"), {"HEAD.lock"});
  CHECK(remove_dead_locks(checkout.path(".git")).size() == 1);
  CHECK(checkout.exists(".git/index.lock"));
  checkout.write(".git/HEAD.lock", "");
  CHECK(remove_dead_locks(checkout.path(".git")).empty());
  CHECK(checkout.exists(".git/HEAD.lock"));
}

TEST_CASE("a living run's locks stay, and its record goes with it") {
  const TemporaryRepository checkout;
  const std::string name = ".git/relctl-run-" + std::to_string(::getpid());
  {
    const RunRecord record(checkout.path(".git"));
    CHECK(checkout.exists(name));
    checkout.write(".git/index.lock", "");
    CHECK(remove_dead_locks(checkout.path(".git")).empty());
    CHECK(checkout.exists(".git/index.lock"));
  }
  CHECK_FALSE(checkout.exists(name));
  CHECK_FALSE(checkout.exists(".git/index.lock"));
}

}  // namespace
}  // namespace relctl::git
