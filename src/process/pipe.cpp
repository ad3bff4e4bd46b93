// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "process/run.hpp"
#include "process/signals.hpp"

namespace relctl::process {

namespace {

// Nobody reads the error stream of such a child while it runs: a pipe could fill up and stop it.
Descriptor open_error_file() {
  Descriptor file(::memfd_create("stderr", MFD_CLOEXEC));
  if (!file.is_open()) {
    throw Error(ErrorKind::system,
                "cannot make a file in memory: " + std::generic_category().message(errno));
  }
  return file;
}

std::string first_bytes_of(const Descriptor& file) {
  std::array<char, 4096> block;
  const auto size = ::pread(file.number(), block.data(), block.size(), 0);
  std::string text(block.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!text.empty() && text.back() == '\n') {
    text.pop_back();
  }
  return text;
}

sigset_t mask_now() {
  sigset_t mask;
  pthread_sigmask(SIG_BLOCK, nullptr, &mask);
  return mask;
}

}  // namespace

Pipe::Pipe(const Command& command)
    : program_(command.argv.front()),
      deadline_(command.deadline),
      input_(channel_to_child()),
      output_(channel_from_child()),
      error_(open_error_file()),
      child_(command, {input_.theirs.number(), output_.theirs.number(), error_.number()},
             mask_now()) {
  input_.theirs.close();
  output_.theirs.close();
  write(command.input);
}

Pipe::~Pipe() = default;

void Pipe::write(std::string_view bytes) {
  const WithoutSigpipe without_sigpipe;
  while (!bytes.empty()) {
    const auto size = ::write(input_.ours.number(), bytes.data(), bytes.size());
    if (size >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno == EAGAIN) {
      // The child may be waiting for its answers to be read before it reads on.
      wait_for(true);
      if (!receive()) fail();
    } else if (errno != EINTR) {
      fail();
    }
  }
}

std::string Pipe::read_line() {
  std::size_t searched = position_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) return taken(end - position_, 1);
    const std::size_t unread = buffer_.size() - position_;
    receive_more();
    searched = position_ + unread;
  }
}

std::string Pipe::read(std::size_t size) {
  while (buffer_.size() - position_ < size) {
    receive_more();
  }
  return taken(size, 0);
}

std::string Pipe::taken(std::size_t size, std::size_t dropped) {
  std::string result = buffer_.substr(position_, size);
  position_ += size + dropped;
  return result;
}

void Pipe::receive_more() {
  wait_for(false);
  if (!receive()) fail();
}

// Whether the stream may still bring something.
bool Pipe::receive() {
  buffer_.erase(0, std::exchange(position_, 0));
  std::array<char, 16384> block;  // leaves room on a stack of 64 KiB
  const auto size = ::read(output_.ours.number(), block.data(), block.size());
  if (size > 0) buffer_.append(block.data(), static_cast<std::size_t>(size));
  return size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR));
}

void Pipe::wait_for(bool writing) {
  int patience = -1;
  if (deadline_) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - Clock::now());
    if (left.count() <= 0) {
      throw Error(ErrorKind::timeout, program_ + " did not answer in time");
    }
    patience = static_cast<int>(std::min<long long>(left.count(), 3'600'000));
  }
  std::array<pollfd, 2> watched{
      {{output_.ours.number(), POLLIN, 0}, {writing ? input_.ours.number() : -1, POLLOUT, 0}}};
  ::poll(watched.data(), watched.size(), patience);
}

void Pipe::fail() {
  std::string message = program_ + " ended before its answer";
  const std::string words = first_bytes_of(error_);
  if (!words.empty()) message += ": " + redact(words);
  throw Error(ErrorKind::system, message);
}

}  // namespace relctl::process
