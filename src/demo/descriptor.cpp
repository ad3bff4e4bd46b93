// SPDX-License-Identifier: MIT
#include "demo/descriptor.hpp"

#include <utility>

#include <unistd.h>

namespace relctl::demo {

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

}  // namespace relctl::demo
