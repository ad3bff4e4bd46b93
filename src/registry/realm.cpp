// SPDX-License-Identifier: MIT
#include "registry/realm.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

bool is_address(std::string_view host) {
  return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_link_local(std::string_view host) {
  return host.starts_with("169.254.") || host.starts_with("[fe80:");
}

/// The last `count` labels of a host name; all of it where there are fewer.
std::string_view last_labels(std::string_view host, int count) {
  std::size_t begin = host.size() + 1;
  for (int i = 0; i < count; ++i) {
    const std::size_t dot = begin < 2 ? std::string_view::npos : host.rfind('.', begin - 2);
    if (dot == std::string_view::npos) return host;
    begin = dot + 1;
  }
  return host.substr(begin);
}

/// The part of a host name that one owner has: two labels, but three below `co.uk` and its like.
std::string_view domain_of(std::string_view host) {
  constexpr std::size_t country = 2;
  constexpr std::size_t longest_shared = 6;  // `com.au`
  const bool is_shared =
      last_labels(host, 1).size() == country && last_labels(host, 2).size() <= longest_shared;
  return last_labels(host, is_shared ? 3 : 2);
}

bool is_same_owner(std::string_view one, std::string_view other) {
  if (one == other) return true;
  return !is_address(one) && !is_address(other) && domain_of(one) == domain_of(other);
}

}  // namespace

net::Url checked_realm(const std::string& realm, const Place& place, bool with_credentials) {
  const auto url = net::parse_url(realm);
  const auto own = net::parse_url(place.api);
  const std::string shown = report::visible(realm);
  if (!url || !own) {
    throw Error(
        ErrorKind::system,
        fmt::format("{} names no usable address for its token service: {}", place.host, shown));
  }
  const bool is_local = is_loopback(own->host);
  if (!is_local && (url->scheme != "https" || is_loopback(url->host) || is_link_local(url->host))) {
    throw Error(
        ErrorKind::system,
        fmt::format("{} sends relctl to {} for a token, which is not asked", place.host, shown))
        .hint("a token service answers over https, and not on this machine");
  }
  const bool is_trusted = is_same_owner(own->host, url->host) || place.auth == url->host ||
                          (is_local && is_loopback(url->host));
  if (!with_credentials || is_trusted) return *url;
  throw Error(ErrorKind::system, fmt::format("{} asks for its password to be sent to {}, which is "
                                             "not done",
                                             place.host, url->host))
      .hint(fmt::format("if that is its token service, say so in relctl.yaml: "
                        "registries: {{\"{}\": {{auth: {}}}}}",
                        place.host, url->host));
}

}  // namespace relctl::registry
