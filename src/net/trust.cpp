// SPDX-License-Identifier: MIT
#include "net/trust.hpp"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace relctl::net {
namespace {

constexpr std::array<std::string_view, 5> kinds_of_secret = {"TOKEN", "SECRET", "PAT", "KEY",
                                                             "PASSWORD"};

std::vector<std::string> entries_of(std::string_view settings) {
  constexpr std::string_view between = ", \t\r\n";
  std::vector<std::string> entries;
  while (!settings.empty()) {
    const std::size_t end = std::min(settings.find_first_of(between), settings.size());
    if (end > 0) entries.emplace_back(settings.substr(0, end));
    settings.remove_prefix(std::min(end + 1, settings.size()));
  }
  return entries;
}

std::vector<std::string_view> parts_of(std::string_view name) {
  std::vector<std::string_view> parts;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('_'), name.size());
    parts.push_back(name.substr(0, end));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return parts;
}

}  // namespace

Trust::Trust(std::string_view settings) : entries_(entries_of(settings)) {}

bool Trust::allows(const Url& url) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const std::string& entry) {
    const auto meant = parse_url(url.scheme + "://" + entry);
    if (!meant || !meant->rest.empty() || meant->host != url.host) return false;
    const bool names_port = entry.size() > meant->host.size();
    return !names_port || meant->port == url.port;
  });
}

bool Trust::lists(std::string_view name) const {
  return std::find(entries_.begin(), entries_.end(), name) != entries_.end();
}

bool is_private(const Url& url) {
  if (url.scheme == "https" || url.host == "localhost" || url.host == "[::1]") return true;
  in_addr address{};
  constexpr std::uint32_t loopback = 127;
  return ::inet_pton(AF_INET, url.host.c_str(), &address) == 1 &&
         ntohl(address.s_addr) >> 24U == loopback;
}

bool is_secret_of(std::string_view name, const std::vector<std::string_view>& owners) {
  const std::vector<std::string_view> parts = parts_of(name);
  const auto has = [&](std::string_view word) {
    return std::find(parts.begin(), parts.end(), word) != parts.end();
  };
  return std::any_of(owners.begin(), owners.end(), has) &&
         std::any_of(kinds_of_secret.begin(), kinds_of_secret.end(), has);
}

}  // namespace relctl::net
