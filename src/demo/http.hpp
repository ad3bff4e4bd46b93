// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relctl::demo {

/// Orders names as if all letters were small: names of header fields.
struct CaseBlind {
  using is_transparent = void;
  bool operator()(std::string_view left, std::string_view right) const;
};

using Headers = std::multimap<std::string, std::string, CaseBlind>;

/// A request as the handlers see it, whatever library read it.
struct Request {
  std::string id;
  std::string method;
  /// Decoded.
  std::string path;
  /// The path as the client wrote it, without the query.
  std::string raw_path;
  std::map<std::string, std::string> path_parameters;
  std::multimap<std::string, std::string> query;
  Headers headers;
  std::string body;

  /// The first field of that name.
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// RFC 9110's phrase for `status`, "Unknown" for one that the service never sends.
std::string reason(int status);

/// The request id that a client or proxy sent, where it is harmless to repeat; else a random one.
std::string request_id(const std::optional<std::string>& given);

}  // namespace relctl::demo
