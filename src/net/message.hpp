// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::net {

struct Header {
  std::string name;
  std::string value;
  bool operator==(const Header&) const = default;
};

struct Request {
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  bool follow_redirects = true;  ///< false: a redirect is given back as the answer
};

struct Response {
  int status = 0;
  std::vector<Header> headers;
  std::string body;
  std::string location;  ///< the absolute address that a redirect names; empty: none
  std::optional<std::chrono::seconds> retry_after{};  ///< what the server asks to wait

  /// The value of the first header of that name, in any case.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
  /// True for 2xx.
  [[nodiscard]] bool is_success() const { return status >= 200 && status < 300; }
};

/// The values of those headers that let somebody in (Authorization, PRIVATE-TOKEN, …), for
/// redact().
std::vector<std::string> secrets_of(const Request& request);

}  // namespace relctl::net
