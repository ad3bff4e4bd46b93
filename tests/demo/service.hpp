// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sys/types.h>

namespace relctl::demo_test {

using Variables = std::map<std::string, std::string>;

/// Whether `condition` became true before the tests' deadline.
bool eventually(const std::function<bool()>& condition);

/// relctl-demo as a process of its own, with exactly these variables as its environment.
class Process {
 public:
  explicit Process(const Variables& variables, const std::vector<std::string>& arguments = {});
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  void signal(int number) const;
  /// Waits for the end; -1 where it does not come, or comes by a signal.
  int exit_code();
  [[nodiscard]] bool ended();
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  pid_t pid_ = -1;
  int out_;
  int err_;
  int status_ = 0;
  bool ended_ = false;
};

/// The service on a free port of the loopback, listening; it stops at once when told to, unless
/// the variables say otherwise.
class Service {
 public:
  explicit Service(const Variables& variables = {});

  [[nodiscard]] int port() const { return port_; }
  Process& process() { return process_; }
  /// The log's lines so far; fails the test where one is not JSON.
  [[nodiscard]] std::vector<nlohmann::json> log() const;
  /// Whether the log says so before the deadline.
  [[nodiscard]] bool says(const std::string& message) const;

 private:
  Process process_;
  int port_ = 0;
};

}  // namespace relctl::demo_test
