// SPDX-License-Identifier: MIT
#include "base/error.hpp"

#include <utility>

namespace relctl {

Error& Error::at(Location where) {
  if (!where_) where_ = std::move(where);
  return *this;
}

Error& Error::hint(std::string line) {
  hints_.push_back(std::move(line));
  return *this;
}

Error& Error::also(const Error& other) {
  others_.push_back(other);
  others_.back().others_.clear();
  others_.insert(others_.end(), other.others_.begin(), other.others_.end());
  return *this;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return 2;
    case ErrorKind::input:
      return 3;
    case ErrorKind::conflict:
      return 4;
    case ErrorKind::system:
      return 5;
    case ErrorKind::timeout:
    case ErrorKind::unknown:
      return 6;
    case ErrorKind::bug:
      break;
  }
  return 70;
}

std::string to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return "usage";
    case ErrorKind::input:
      return "input";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::system:
      return "system";
    case ErrorKind::timeout:
      return "timeout";
    case ErrorKind::unknown:
      return "unknown";
    case ErrorKind::bug:
      break;
  }
  return "bug";
}

}  // namespace relctl
