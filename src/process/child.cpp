// SPDX-License-Identifier: MIT
#include "process/child.hpp"

#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"

namespace relctl::process {

namespace {

class Attributes {
 public:
  /// Signals that end a program reach the child even while this process holds them back.
  explicit Attributes(sigset_t mask) {
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
      sigdelset(&mask, number);
    posix_spawnattr_init(&value_);
    posix_spawnattr_setpgroup(&value_, 0);
    posix_spawnattr_setsigmask(&value_, &mask);
    posix_spawnattr_setflags(&value_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { posix_spawnattr_destroy(&value_); }
  [[nodiscard]] const posix_spawnattr_t* get() const { return &value_; }

 private:
  posix_spawnattr_t value_{};
};

class FileActions {
 public:
  FileActions(const Streams& streams, const std::string& directory) {
    posix_spawn_file_actions_init(&value_);
    posix_spawn_file_actions_adddup2(&value_, streams.input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&value_, streams.output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&value_, streams.error, STDERR_FILENO);
    if (!directory.empty()) posix_spawn_file_actions_addchdir_np(&value_, directory.c_str());
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&value_); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &value_; }

 private:
  posix_spawn_file_actions_t value_{};
};

using Changes = std::map<std::string, std::optional<std::string>>;

std::vector<std::string> environment_with(const Changes& changes, bool bare) {
  std::vector<std::string> result;
  char** const inherited = bare ? nullptr : environ;
  for (char** entry = inherited; entry != nullptr && *entry != nullptr; ++entry) {
    std::string variable = *entry;
    if (!changes.contains(variable.substr(0, variable.find('=')))) {
      result.push_back(std::move(variable));
    }
  }
  for (const auto& [name, value] : changes) {
    if (value) result.push_back(name + "=" + *value);
  }
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (std::string& text : strings) {
    result.push_back(text.data());
  }
  result.push_back(nullptr);
  return result;
}

// posix_spawn() has one error number for all its steps: a missing directory must not look like a
// missing program.
Error cannot_start(const Command& command, int fault) {
  const std::string& directory = command.directory;
  if (!directory.empty() && ::access(directory.c_str(), X_OK) != 0) {
    return {ErrorKind::system,
            "cannot enter " + directory + ": " + std::generic_category().message(errno)};
  }
  return {ErrorKind::system,
          "cannot run " + command.argv.front() + ": " + std::generic_category().message(fault)};
}

int start(const Command& command, const Streams& streams, const sigset_t& mask) {
  assert(!command.argv.empty());
  std::vector<std::string> arguments = command.argv;
  std::vector<std::string> environment = environment_with(command.environment, command.bare);
  const Attributes attributes(mask);
  const FileActions actions(streams, command.directory);
  pid_t id = -1;
  const int fault = posix_spawnp(&id, arguments.front().c_str(), actions.get(), attributes.get(),
                                 pointers(arguments).data(), pointers(environment).data());
  if (fault != 0) throw cannot_start(command, fault);
  return id;
}

}  // namespace

Child::Child(const Command& command, const Streams& streams, const sigset_t& mask)
    : id_(start(command, streams, mask)),
      // Refused by kernels before 5.3 and by some sandboxes: then has_ended() is asked by the
      // clock.
      end_(static_cast<int>(::syscall(SYS_pidfd_open, id_, 0))) {}

Child::~Child() {
  if (id_ < 0) return;
  signal(SIGKILL);
  wait();
}

void Child::signal(int number) const {
  ::kill(-id_, number);
}

bool Child::has_ended() const {
  siginfo_t information = {};
  const int rc = ::waitid(P_PID, static_cast<id_t>(id_), &information, WEXITED | WNOHANG | WNOWAIT);
  return rc == 0 && information.si_pid != 0;
}

int Child::wait() {
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace relctl::process
