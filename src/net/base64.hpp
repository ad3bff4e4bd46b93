// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::net {

/// `bytes` in Base64 (RFC 4648), as Basic authentication wants it.
std::string base64(std::string_view bytes);

}  // namespace relctl::net
