// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relctl::net {

/// What the address of a git remote says about the server that holds the repository.
struct RemoteAddress {
  std::string scheme;                 ///< http, https, ssh or git
  std::string host;                   ///< lower case; an ssh gateway becomes the host it stands for
  std::optional<std::uint16_t> port;  ///< where given
  std::string path;                   ///< `group/project`: no "/" at the ends, no ".git"
  bool operator==(const RemoteAddress&) const = default;
};

/// Reads `https://[user@]host[:port]/path`, `ssh://…`, `git://…`, and git's short form
/// `[user@]host:path`. Nothing for a path on this machine, and for anything odd. User information
/// is dropped.
std::optional<RemoteAddress> parse_remote_address(std::string_view text);

/// The repository's page for people: `https://host/path`. The port stays for http and https alone,
/// since that of ssh and git is not the web server's.
std::string web_url(const RemoteAddress& address);

}  // namespace relctl::net
