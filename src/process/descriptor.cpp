// SPDX-License-Identifier: MIT
#include "process/descriptor.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.hpp"

namespace relctl::process {

namespace {

struct Ends {
  Descriptor reading;
  Descriptor writing;
};

Ends open_pipe() {
  int numbers[2];
  if (::pipe2(numbers, O_CLOEXEC) != 0) {
    throw Error(ErrorKind::system, "cannot make a pipe: " + std::generic_category().message(errno));
  }
  return {Descriptor(numbers[0]), Descriptor(numbers[1])};
}

// The flag belongs to one end alone: the child's end goes on blocking, as programs expect.
void stop_blocking(const Descriptor& end) {
  ::fcntl(end.number(), F_SETFL, ::fcntl(end.number(), F_GETFL) | O_NONBLOCK);
}

}  // namespace

void Descriptor::close() {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Channel channel_to_child() {
  Ends ends = open_pipe();
  stop_blocking(ends.writing);
  return {std::move(ends.writing), std::move(ends.reading)};
}

Channel channel_from_child() {
  Ends ends = open_pipe();
  stop_blocking(ends.reading);
  return {std::move(ends.reading), std::move(ends.writing)};
}

}  // namespace relctl::process
