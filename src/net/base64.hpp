// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::net {

/// `bytes` in Base64 (RFC 4648), as Basic authentication wants it.
std::string base64(std::string_view bytes);

/// The bytes that `text` is the Base64 of: padded, without blanks; nothing for any other text.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace relctl::net
