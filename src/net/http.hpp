// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "net/message.hpp"

namespace relctl::net {

using Clock = std::chrono::steady_clock;

/// How requests are made.
struct HttpOptions {
  Clock::time_point deadline;  ///< of everything: tries, waiting and redirects
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds try_timeout{30'000};  ///< of one try, with its answer
  unsigned tries = 4;                             ///< of one request
  std::size_t most_bytes = 16U << 20U;            ///< of one answer, unpacked
  std::optional<std::string> ca_file;             ///< PEM; nothing: the system's authorities
  ErrorKind unreachable = ErrorKind::system;      ///< what a server is that nobody can connect to
  std::function<void(std::chrono::milliseconds)> sleep;  ///< nothing: this thread sleeps
};

/// The file of certificate authorities that the user set for other programs already: the first of
/// CURL_CA_BUNDLE, SSL_CERT_FILE and GIT_SSL_CAINFO that is not empty.
std::optional<std::string> ca_file(
    const std::function<std::optional<std::string>(const std::string&)>& environment);

/// An HTTP client: TLS is verified, the proxies of the environment are honoured (http_proxy,
/// https_proxy, no_proxy), and nothing is read from ~/.netrc. libcurl is loaded by the first
/// request.
class Http {
 public:
  explicit Http(HttpOptions options);
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  ~Http();

  /// Sends `request` and gives the answer, whatever its status.
  ///
  /// Tried again, as long as the deadline allows it, are: connections that did not come about;
  /// 429, 503 and any 403 or 5xx that says Retry-After; other 5xx and broken answers unless the
  /// method is POST, which might then be done twice. The wait is the one that the server asks for,
  /// else 1 s, doubled each time.
  ///
  /// A redirect is followed on the same server alone, so that a token never reaches another one;
  /// not at all where the request says so.
  ///
  /// Throws Error(timeout) when there is no answer in time, Error(unknown) when the line broke
  /// after a POST was sent, Error(system) for everything else, and Error(input) for an address or
  /// header that cannot be sent. No message holds a token.
  Response send(const Request& request);

 private:
  struct Engine;

  HttpOptions options_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace relctl::net
