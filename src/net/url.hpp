// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::net {

/// An http or https address, taken apart.
struct Url {
  std::string scheme;  ///< http or https
  std::string host;    ///< lower case; an IPv6 address has its brackets
  std::uint16_t port = 0;
  std::string rest;  ///< path and query, without the fragment; begins with "/" or "?", or is empty
  bool operator==(const Url&) const = default;

  /// `https://host` or, with a port that the scheme does not imply, `https://host:port`.
  [[nodiscard]] std::string site() const;
};

/// Takes an absolute http or https address apart; nothing for any other text, for one with user
/// information, and for one with blanks, backslashes or control characters.
std::optional<Url> parse_url(std::string_view text);

/// True when `to` is the same server as `from`, over a connection that is no less safe: the same
/// scheme, host and port, or https on its usual port in place of http on its own.
bool same_site(const Url& from, const Url& to);

}  // namespace relctl::net
