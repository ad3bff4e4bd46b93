// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.hpp"
#include "forge/api.hpp"

namespace relctl::forge {

/// What a server says about a failure, out of the forms that forges put it in: one line, at most
/// 300 bytes, without secrets and without anything that a terminal would obey.
std::string server_words(const Json& json, const std::string& token);

/// An answer that is no success, in plain words with hints. A rate limit is Error(timeout), since
/// the same command can be run again; a server's own failure is Error(system), and so is what the
/// token may not do.
Error refusal(const Access& access, const ApiAnswer& answer);

}  // namespace relctl::forge
