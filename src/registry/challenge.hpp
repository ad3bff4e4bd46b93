// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/message.hpp"

namespace relctl::registry {

/// One way to log in that a server offers (RFC 9110, section 11.6.1).
struct Challenge {
  std::string scheme;                             ///< lower case: `bearer`, `basic`
  std::map<std::string, std::string> parameters;  ///< names in lower case, values unquoted

  /// The value of a parameter; empty where there is none.
  [[nodiscard]] std::string parameter(const std::string& name) const;
};

/// The challenges of one `WWW-Authenticate` header, in order. Quoted values may hold commas and
/// escapes. What does not follow the grammar ends the list.
std::vector<Challenge> parse_challenges(std::string_view header);

/// The challenge to answer: the answer's first one of the schemes Bearer and Basic.
std::optional<Challenge> challenge_of(const net::Response& response);

}  // namespace relctl::registry
