// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::render {

/// `bytes` in Base64 (RFC 4648); what is longer than 70 characters is cut into lines of 70, each
/// with a line break behind it, as kustomize stores binary data.
std::string base64_lines(std::string_view bytes);
/// The bytes of standard Base64 with padding; line breaks are passed over. Nothing for other text.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace relctl::render
