// SPDX-License-Identifier: MIT
#include "demo/stream.hpp"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace relctl::demo {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

void Stream::begin(std::chrono::seconds time, std::size_t bytes) {
  extend(time);
  budget_ = bytes;
  touched_ = false;
}

void Stream::extend(std::chrono::seconds time) {
  deadline_ = steady_clock::now() + time;
}

void Stream::linger() {
  constexpr std::chrono::seconds longest(1);
  shutdown(socket_.number(), SHUT_WR);
  failure_ = Failure::none;
  extend(longest);
  do {
    next_ = filled_;
  } while (fill());
}

bool Stream::is_readable() const {
  return has_more() || failure_ == Failure::none;
}

bool Stream::is_writable() const {
  return failure_ == Failure::none;
}

ssize_t Stream::read(char* to, std::size_t size) {
  if (budget_ == 0) fail(Failure::too_long);
  if (failure_ != Failure::none || (!has_more() && !fill())) return -1;
  const std::size_t count = std::min({size, budget_, filled_ - next_});
  std::copy_n(buffer_.begin() + static_cast<std::ptrdiff_t>(next_), count, to);
  next_ += count;
  budget_ -= count;
  touched_ = true;
  return static_cast<ssize_t>(count);
}

ssize_t Stream::write(const char* from, std::size_t size) {
  std::size_t sent = 0;
  while (sent < size) {
    const ssize_t count =
        send(socket_.number(), from + sent, size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
    } else if (!would_block()) {
      fail(Failure::closed);
      return -1;
    } else if (!ready(POLLOUT)) {
      return -1;
    }
  }
  return static_cast<ssize_t>(size);
}

void Stream::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void Stream::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

bool Stream::fill() {
  for (;;) {
    const ssize_t count = recv(socket_.number(), buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (count > 0) {
      next_ = 0;
      filled_ = static_cast<std::size_t>(count);
      // Checked here too: a client that keeps sending would never come to the wait below.
      if (steady_clock::now() < deadline_) return true;
      fail(Failure::timeout);
      return false;
    }
    if (count == 0 || !would_block()) {
      fail(Failure::closed);
      return false;
    }
    if (!ready(POLLIN)) return false;
  }
}

bool Stream::ready(short events) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline_ - steady_clock::now()).count();
    pollfd wanted{socket_.number(), events, 0};
    const int count = left <= 0 ? 0 : poll(&wanted, 1, static_cast<int>(left));
    if (count > 0) return true;
    if (count < 0 && errno == EINTR) continue;
    fail(count == 0 ? Failure::timeout : Failure::closed);
    return false;
  }
}

void Stream::fail(Failure failure) {
  if (failure_ == Failure::none) failure_ = failure;
}

}  // namespace relctl::demo
