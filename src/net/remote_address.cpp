// SPDX-License-Identifier: MIT
#include "net/remote_address.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "net/url.hpp"

namespace relctl::net {
namespace {

struct Scheme {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array<Scheme, 6> schemes = {{{"https", "https"},
                                            {"http", "http"},
                                            {"ssh", "ssh"},
                                            {"git+ssh", "ssh"},
                                            {"ssh+git", "ssh"},
                                            {"git", "git"}}};

struct Gateway {
  std::string_view gateway;
  std::string_view host;
};
// Hosts that take ssh on port 443, where a firewall lets nothing else out.
constexpr std::array<Gateway, 3> gateways = {{{"ssh.github.com", "github.com"},
                                              {"altssh.gitlab.com", "gitlab.com"},
                                              {"altssh.bitbucket.org", "bitbucket.org"}}};

std::optional<std::string> read_path(std::string_view path) {
  while (path.starts_with('/'))
    path.remove_prefix(1);
  while (path.ends_with('/'))
    path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  const auto is_good = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-._~/+").find(c) != std::string_view::npos;
  };
  if (path.empty() || !std::all_of(path.begin(), path.end(), is_good)) return {};
  const std::string framed = "/" + std::string(path) + "/";
  for (const std::string_view odd : {"//", "/./", "/../"}) {
    if (framed.find(odd) != std::string::npos) return {};
  }
  return std::string(path);
}

std::string_view without_user(std::string_view authority) {
  return authority.substr(authority.rfind('@') + 1);  // npos + 1 is 0
}

/// `authority` is `[user@]host[:port]`.
std::optional<RemoteAddress> read(std::string_view scheme, std::string_view authority,
                                  std::string_view path) {
  // The grammar of host and port is the same for every scheme.
  const std::string_view place = without_user(authority);
  const auto url = parse_url("http://" + std::string(place));
  auto read = read_path(path);
  if (!url || !read || !url->rest.empty()) return {};
  RemoteAddress address{std::string(scheme), url->host, {}, *std::move(read)};
  const bool has_port = place.size() > url->host.size();
  if (has_port) address.port = url->port;
  for (const Gateway& each : gateways) {
    if (address.host == each.gateway) address.host = each.host;
  }
  return address;
}

std::optional<RemoteAddress> read_short_form(std::string_view text) {
  std::size_t colon = text.find(':');
  const std::size_t bracket = text.find('[');
  if (bracket < colon) {
    const std::size_t end = text.find("]:", bracket);
    if (end == std::string_view::npos) return {};
    colon = end + 1;
  }
  const bool is_local = colon == std::string_view::npos || text.find('/') < colon;
  if (is_local || colon < 2) return {};  // "c:/path" is a drive
  std::string authority(text.substr(0, colon));
  // `[host:port]:path` sets a port; `[::1]:path` is an address.
  if (bracket < colon && std::count(authority.begin(), authority.end(), ':') == 1) {
    authority = authority.substr(bracket + 1);
    authority.pop_back();
  }
  return read("ssh", authority, text.substr(colon + 1));
}

}  // namespace

std::optional<RemoteAddress> parse_remote_address(std::string_view text) {
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos) return read_short_form(text);
  const auto* scheme = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& each) {
    return each.written == text.substr(0, separator);
  });
  if (scheme == schemes.end()) return {};
  text.remove_prefix(separator + 3);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {};
  return read(scheme->meant, text.substr(0, slash), text.substr(slash));
}

std::string web_url(const RemoteAddress& address) {
  const bool is_web = address.scheme == "http" || address.scheme == "https";
  std::string result = (is_web ? address.scheme : "https") + "://" + address.host;
  if (is_web && address.port) result += ":" + std::to_string(*address.port);
  return result + "/" + address.path;
}

}  // namespace relctl::net
