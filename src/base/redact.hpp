// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl {

/// `text` without secrets: user information of URLs, values of Authorization and similar headers,
/// and every one of `secrets` of at least 4 characters (as it is, percent-encoded and in Base64).
/// All words of git, of servers and of children pass through it before anybody sees them.
std::string redact(std::string_view text, const std::vector<std::string>& secrets = {});

/// The values of the environment's variables whose names say that they are secret (TOKEN, SECRET,
/// PASSWORD, …).
std::vector<std::string> secrets_of_environment();

}  // namespace relctl
