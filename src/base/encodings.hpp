// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl {

/// `text` percent-encoded: all but RFC 3986's unreserved characters, with `digits` as the sixteen
/// hexadecimal ones.
std::string percent_encoded(std::string_view text, std::string_view digits = "0123456789ABCDEF");

/// The ways in which `text` is percent-encoded: all but RFC 3986's unreserved characters, with
/// upper and with lower case digits. None where nothing needs encoding.
std::vector<std::string> percent_encodings(std::string_view text);

/// What `text` always becomes inside Base64 of something longer, at each of the three places it may
/// start at: the characters that none of its neighbours touch. In both alphabets of RFC 4648.
std::vector<std::string> base64_cores(std::string_view text);

}  // namespace relctl
