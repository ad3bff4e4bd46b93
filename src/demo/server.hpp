// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

#include "demo/api.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {

/// cpp-httplib's server, with the service's routes: the library accepts, reads, queues and writes;
/// what is here judges a request's head, and counts and logs answers.
class Server {
 public:
  /// Binds the socket. Throws Error(system) where it cannot be had.
  Server(const Settings& settings, const std::atomic<Phase>& phase, Log& log);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { stop(); }

  [[nodiscard]] int port() const { return port_; }
  void start();
  /// Refuses new connections, and returns when the requests under way are answered and connections
  /// that ask nothing have been idle for their time.
  void stop();

 private:
  /// What is known of a request from its head to the log's line about it.
  struct Exchange {
    std::string id;
    const Route* route = nullptr;
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  };

  void bind();
  /// Judges the head, and answers whatever has no body to be read.
  httplib::Server::HandlerResponse begin(const httplib::Request& request, httplib::Response& to);
  const Route& find(const httplib::Request& request) const;
  void run(const httplib::Request& request, httplib::Response& to);
  void refuse(const httplib::Request& request, httplib::Response& to, const Problem& problem) const;
  /// Says what the library refused itself, and is not answered yet.
  httplib::Server::HandlerResponse refused(const httplib::Request& request,
                                           httplib::Response& to) const;
  /// Counts and logs an answer that is about to be sent.
  void record(const httplib::Request& request, const httplib::Response& response);
  Exchange& exchange(const httplib::Request& request);

  const Settings& settings_;
  const std::atomic<Phase>& phase_;
  Log& log_;
  Items items_;
  Metrics metrics_;
  std::vector<Route> routes_;
  std::mutex mutex_;
  /// A request stays where it is until its answer is recorded.
  std::map<const httplib::Request*, Exchange> exchanges_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace relctl::demo
