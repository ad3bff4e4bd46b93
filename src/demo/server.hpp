// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "demo/application.hpp"
#include "demo/descriptor.hpp"

namespace relctl::demo {

/// Threads that each take a connection, serve it, and take the next. What no thread is free for
/// waits in the kernel's queue.
class Server {
 public:
  /// Binds the socket. Throws Error(system) where it cannot be had.
  Server(const Settings& settings, Application& application);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { stop(); }

  [[nodiscard]] std::uint16_t port() const;
  void start();
  /// Answers what has arrived, refuses what comes later, and returns when the last answer is sent.
  void stop();

 private:
  void work();
  void serve(Descriptor socket);
  /// The next connection; not open where there will be none.
  Descriptor next_connection();
  /// One of those that had come when the service stopped.
  Descriptor left_over();
  /// Waits for a connection that has nothing to say; false where it should end.
  bool wait_for_request(int socket);
  [[nodiscard]] bool stopping() const;

  Application& application_;
  Descriptor listener_;
  /// An event that is readable from stop() on.
  Descriptor stop_event_;
  std::atomic<std::size_t> free_workers_ = 0;
  std::mutex left_over_mutex_;
  std::vector<Descriptor> left_over_;
  std::vector<std::thread> workers_;
};

}  // namespace relctl::demo
