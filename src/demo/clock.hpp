// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace relctl::demo {

/// The time as RFC 3339 writes it, in UTC, with milliseconds.
std::string now();

}  // namespace relctl::demo
