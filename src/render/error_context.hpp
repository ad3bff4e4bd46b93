// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/error.hpp"

namespace relctl::render {

/// `error` with another message; kind, place and hints stay.
inline Error with_context(const Error& error, const std::string& message) {
  Error result(error.kind(), message);
  if (error.where()) result.at(*error.where());
  for (const std::string& hint : error.hints())
    result.hint(hint);
  return result;
}

}  // namespace relctl::render
