// SPDX-License-Identifier: MIT
#include "net/message.hpp"

#include <array>

#include <strings.h>

namespace relctl::net {
namespace {

bool is_named(const Header& header, std::string_view name) {
  return header.name.size() == name.size() &&
         ::strncasecmp(header.name.data(), name.data(), name.size()) == 0;
}

constexpr std::array<std::string_view, 3> secret_headers = {"Authorization", "PRIVATE-TOKEN",
                                                            "JOB-TOKEN"};

}  // namespace

std::optional<std::string> Response::header(std::string_view name) const {
  for (const Header& each : headers) {
    if (is_named(each, name)) return each.value;
  }
  return {};
}

std::vector<std::string> secrets_of(const Request& request) {
  std::vector<std::string> secrets;
  for (const Header& header : request.headers) {
    for (const std::string_view name : secret_headers) {
      if (!is_named(header, name)) continue;
      secrets.push_back(header.value);
      secrets.push_back(header.value.substr(header.value.find(' ') + 1));  // without "Bearer "
    }
  }
  return secrets;
}

}  // namespace relctl::net
