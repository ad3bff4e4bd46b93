// SPDX-License-Identifier: MIT
#include "net/url.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/ascii.hpp"

namespace relctl::net {
namespace {

constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t https_port = 443;

std::uint16_t usual_port(std::string_view scheme) {
  return scheme == "https" ? https_port : http_port;
}

bool is_odd(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7f || c == '\\';
}

bool is_host_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_';
}

bool is_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    return !host.empty() && host.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
  }
  return !host.empty() && std::all_of(host.begin(), host.end(), is_host_character);
}

std::optional<std::uint16_t> read_port(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port == 0) return {};
  return port;
}

}  // namespace

std::string Url::site() const {
  std::string result = scheme + "://" + host;
  if (port != usual_port(scheme)) result += ":" + std::to_string(port);
  return result;
}

std::optional<Url> parse_url(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), is_odd)) return {};
  const std::size_t separator = text.find("://");
  if (separator == std::string_view::npos) return {};
  Url url;
  url.scheme = ascii_lower(text.substr(0, separator));
  if (url.scheme != "http" && url.scheme != "https") return {};
  text = text.substr(separator + 3);
  text = text.substr(0, text.find('#'));
  std::string_view authority = text.substr(0, text.find_first_of("/?"));
  url.rest = text.substr(authority.size());
  url.port = usual_port(url.scheme);
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    const auto port = read_port(authority.substr(colon + 1));
    if (!port) return {};
    url.port = *port;
    authority = authority.substr(0, colon);
  }
  url.host = ascii_lower(authority);
  if (!is_host(url.host)) return {};
  return url;
}

bool same_site(const Url& from, const Url& to) {
  if (from.host != to.host) return false;
  if (from.scheme == to.scheme) return from.port == to.port;
  return to.scheme == "https" && from.port == http_port && to.port == https_port;
}

}  // namespace relctl::net
