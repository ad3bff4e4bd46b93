// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "demo/descriptor.hpp"

namespace relctl::demo {

/// A socket that listens and does not block. `host` is a numeric address; "::" takes IPv4 as well.
/// Throws Error(system), naming the variables to change, where the address cannot be had.
Descriptor listen_on(const std::string& host, std::uint16_t port);

/// The port that the socket is bound to.
std::uint16_t port_of(const Descriptor& socket);

}  // namespace relctl::demo
