// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::net {

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// HMAC-SHA256 (RFC 2104) of `bytes` under `key` as 64 lower-case hexadecimal digits.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace relctl::net
