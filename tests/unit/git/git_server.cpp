// SPDX-License-Identifier: MIT
#include "git/git_server.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace relctl::git {
namespace {

/// A connection's `git daemon`, which talks over `socket`.
pid_t spawn_daemon(int socket, const std::string& base) {
  std::vector<std::string> words{"git",
                                 "daemon",
                                 "--inetd",
                                 "--log-destination=none",
                                 "--export-all",
                                 "--enable=receive-pack",
                                 "--base-path=" + base,
                                 base};
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, 0);
  posix_spawn_file_actions_adddup2(&actions, socket, 1);
  pid_t child = -1;
  posix_spawnp(&child, "git", &actions, nullptr, argv.data(), ::environ);
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

/// Passes one piece on; false at the end of the stream.
bool pass(int from, int to, std::string* seen) {
  std::array<char, 65536> buffer;
  const ssize_t size = ::recv(from, buffer.data(), buffer.size(), 0);
  if (size <= 0) return false;
  if (seen != nullptr) seen->append(buffer.data(), static_cast<std::size_t>(size));
  if (to >= 0) ::send(to, buffer.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL);
  return true;
}

/// Passes bytes both ways; once a push's pack is on its way, the server's words go nowhere.
void proxy(int client, int server) {
  std::string said;
  std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
  for (;;) {
    ::poll(ends.data(), ends.size(), -1);
    const bool cut = said.find("PACK") != std::string::npos &&
                     said.find("git-receive-pack") != std::string::npos;
    if (ends[1].revents != 0 && !pass(server, cut ? -1 : client, nullptr)) return;
    if (ends[0].revents != 0 && !pass(client, server, &said)) {
      ::shutdown(server, SHUT_WR);
      ends[0].fd = -1;
    }
  }
}

}  // namespace

GitServer::GitServer() {
  git_in(folder_.path(), {"init", "-q", "--bare", "-b", "main", "repo.git"});
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool ready = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::listen(listener_, 64) == 0 &&
                     ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!ready) throw std::runtime_error("no loopback port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

GitServer::~GitServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void GitServer::serve() {
  std::vector<std::thread> connections;
  std::vector<int> clients;
  for (;;) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) break;
    ++connections_;
    clients.push_back(client);
    if (manners_ != Manners::mute) {
      connections.emplace_back([this, client] { serve_one(client); });
    }
  }
  for (std::thread& connection : connections)
    connection.join();
  for (const int client : clients)
    ::close(client);
}

void GitServer::serve_one(int client) {
  if (manners_ == Manners::good) {
    ::waitpid(spawn_daemon(client, folder_.path()), nullptr, 0);
  } else {
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return;
    const pid_t daemon = spawn_daemon(pair[1], folder_.path());
    ::close(pair[1]);
    proxy(client, pair[0]);
    ::close(pair[0]);
    ::waitpid(daemon, nullptr, 0);
  }
  ::shutdown(client, SHUT_RDWR);
}

std::string GitServer::url() const {
  return "git://127.0.0.1:" + std::to_string(port_) + "/repo.git";
}

std::string GitServer::git(const std::vector<std::string>& arguments, int status) const {
  return git_in(folder_.path() + "/repo.git", arguments, status);
}

void GitServer::hook(const std::string& name, const std::string& body) const {
  const std::string path = folder_.path() + "/repo.git/hooks/" + name;
  std::ofstream(path) << "#!/bin/sh\n" << body;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::string GitServer::ref(const std::string& name) const {
  return git({"for-each-ref", "--format=%(objectname)", name});
}

}  // namespace relctl::git
