// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

#include <httplib.h>

#include "demo/descriptor.hpp"

namespace relctl::demo {

/// A connection's bytes, under a deadline and a budget. The library's own stream only limits the
/// wait for each single read, so that a client that sends a byte now and then is never done; and
/// nothing limits all its header fields together.
class Stream : public httplib::Stream {
 public:
  enum class Failure { none, closed, timeout, too_long };

  /// The socket must not block.
  explicit Stream(Descriptor socket) : socket_(std::move(socket)) {}

  /// From now on `bytes` may be read, and reading and writing must be done within `time`.
  void begin(std::chrono::seconds time, std::size_t bytes);
  /// As begin, with the deadline that stands.
  void allow(std::size_t bytes) { budget_ = bytes; }
  /// From now on writing must be done within `time`.
  void extend(std::chrono::seconds time);

  /// Why reading or writing first failed.
  [[nodiscard]] Failure failure() const { return failure_; }
  /// Whether anything was read since begin.
  [[nodiscard]] bool touched() const { return touched_; }
  /// Whether bytes were received that nobody has read.
  [[nodiscard]] bool has_more() const { return next_ < filled_; }

  /// Ends the connection where the client may still be sending: closing right away would make the
  /// kernel take the answer back. Reads and drops for a second at most.
  void linger();

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_.number(); }

 private:
  bool fill();
  /// Whether the socket is ready for `events` before the deadline.
  bool ready(short events);
  void fail(Failure failure);

  Descriptor socket_;
  std::chrono::steady_clock::time_point deadline_;
  std::size_t budget_ = 0;
  Failure failure_ = Failure::none;
  bool touched_ = false;
  std::array<char, 4096> buffer_{};
  std::size_t next_ = 0;
  std::size_t filled_ = 0;
};

}  // namespace relctl::demo
