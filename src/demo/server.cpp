// SPDX-License-Identifier: MIT
#include "demo/server.hpp"

#include <array>
#include <cerrno>
#include <chrono>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "base/error.hpp"
#include "demo/connection.hpp"
#include "demo/listener.hpp"

namespace relctl::demo {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds forever(-1);
/// How long to wait before accepting again where the process has no descriptor left.
constexpr milliseconds pause_without_descriptors(50);
/// For a request that was under way when the service stopped.
constexpr milliseconds last_chance(250);

/// Which of the descriptors are readable; a negative one never is.
std::array<bool, 3> readable(std::array<int, 3> descriptors, milliseconds most) {
  std::array<pollfd, 3> wanted{};
  for (std::size_t i = 0; i < wanted.size(); ++i)
    wanted.at(i) = {descriptors.at(i), POLLIN, 0};
  if (poll(wanted.data(), wanted.size(), static_cast<int>(most.count())) <= 0) return {};
  return {wanted[0].revents != 0, wanted[1].revents != 0, wanted[2].revents != 0};
}

/// Not open where nobody waits.
Descriptor accept_one(const Descriptor& listener) {
  return Descriptor(accept4(listener.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

}  // namespace

Server::Server(const Settings& settings, Application& application)
    : application_(application),
      listener_(listen_on(settings.host, settings.port)),
      stop_event_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!stop_event_.open()) throw Error(ErrorKind::system, "the kernel has no event to give");
}

std::uint16_t Server::port() const {
  return port_of(listener_);
}

void Server::start() {
  for (std::size_t i = 0; i < application_.limits().workers; ++i) {
    workers_.emplace_back([this] { work(); });
  }
}

void Server::stop() {
  {
    const std::lock_guard lock(left_over_mutex_);
    for (Descriptor one = accept_one(listener_); one.open(); one = accept_one(listener_)) {
      left_over_.push_back(std::move(one));
    }
  }
  // Refuses connections at once; closing would pull the descriptor from under the workers.
  shutdown(listener_.number(), SHUT_RDWR);
  eventfd_write(stop_event_.number(), 1);
  for (std::thread& worker : workers_)
    worker.join();
  workers_.clear();
}

void Server::work() {
  for (;;) {
    ++free_workers_;
    Descriptor socket = next_connection();
    --free_workers_;
    if (!socket.open()) return;
    serve(std::move(socket));
  }
}

void Server::serve(Descriptor socket) {
  try {
    Connection connection(std::move(socket), application_);
    connection.serve([this](int waiting) { return wait_for_request(waiting); });
  } catch (const std::exception& error) {
    application_.log().write(Level::error, "a connection failed", {{"error", error.what()}});
  }
}

Descriptor Server::next_connection() {
  for (;;) {
    if (stopping()) return left_over();
    Descriptor accepted = accept_one(listener_);
    if (accepted.open()) return accepted;
    if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) {
      readable({stop_event_.number(), -1, -1}, pause_without_descriptors);
    } else {
      readable({stop_event_.number(), listener_.number(), -1}, forever);
    }
  }
}

Descriptor Server::left_over() {
  const std::lock_guard lock(left_over_mutex_);
  if (left_over_.empty()) return {};
  Descriptor next = std::move(left_over_.back());
  left_over_.pop_back();
  return next;
}

bool Server::wait_for_request(int socket) {
  // The last worker does not wait for a silent client while others queue up.
  const int others = free_workers_ == 0 ? listener_.number() : -1;
  const auto [request, stop, crowd] =
      readable({socket, stop_event_.number(), others}, application_.limits().idle_time);
  if (request || !(stop || crowd)) return request;
  return readable({socket, -1, -1}, last_chance)[0];
}

bool Server::stopping() const {
  return readable({stop_event_.number(), -1, -1}, {})[0];
}

}  // namespace relctl::demo
