// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl {

/// `text` without secrets: every one of `secrets` of at least 4 characters (as it is,
/// percent-encoded and in Base64), and what has one of the forms of base/secret_forms.hpp: users in
/// addresses, values of headers, settings and query parameters, credentials behind their scheme.
/// All words of git, of servers and of children pass through it before anybody sees them.
std::string redact(std::string_view text, const std::vector<std::string>& secrets = {});

/// The values of the environment's variables whose names say that they are secret (TOKEN, SECRET,
/// PASSWORD, …).
std::vector<std::string> secrets_of_environment();

}  // namespace relctl
