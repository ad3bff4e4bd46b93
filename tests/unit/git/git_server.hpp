// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "git/temporary_repository.hpp"

namespace relctl::git {

/// How the server treats a connection.
enum class Manners {
  good,
  mute,              ///< accepts, and says nothing
  cut_push_answers,  ///< takes a push whole, then hangs up instead of answering
};

/// A server of the git protocol on a loopback port of its own, with one bare repository: `git
/// daemon` behind a listener that can misbehave.
class GitServer {
 public:
  GitServer();
  GitServer(const GitServer&) = delete;
  GitServer& operator=(const GitServer&) = delete;
  ~GitServer();

  [[nodiscard]] std::string url() const;
  void behave(Manners manners) { manners_ = manners; }
  /// Connections so far.
  [[nodiscard]] int connections() const { return connections_; }
  /// git in the server's repository.
  std::string git(const std::vector<std::string>& arguments, int status = 0) const;
  /// Makes the hook `name` of the shell script `body`.
  void hook(const std::string& name, const std::string& body) const;
  /// Nothing where the ref does not exist.
  [[nodiscard]] std::string ref(const std::string& name) const;

 private:
  void serve();
  void serve_one(int client);

  TestFolder folder_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<Manners> manners_{Manners::good};
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace relctl::git
