// SPDX-License-Identifier: MIT
#include "demo/head.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include <fmt/format.h>
#include <strings.h>

#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

using httplib::Request;

bool same(const std::string& left, const char* right) {
  return strcasecmp(left.c_str(), right) == 0;
}

/// RFC 9110's token.
bool is_token(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 ||
                        std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) !=
                            std::string_view::npos);
  });
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

void check_framing(const Request& request) {
  const auto lengths = request.get_header_value_count("Content-Length");
  const auto codings = request.get_header_value_count("Transfer-Encoding");
  if (lengths + codings > 1) throw Problem(400, "The body's length is told more than once.");
  if (codings == 1 && !same(request.get_header_value("Transfer-Encoding"), "chunked")) {
    throw Problem(501, "A body is sent as it is, or in chunks.");
  }
  const auto length = request.get_header_value("Content-Length");
  if (length.find_first_not_of("0123456789") != std::string::npos) {
    throw Problem(400, "Content-Length must be a number.");
  }
}

}  // namespace

void check_head(const Request& request, std::size_t most_bytes) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || has_control(value)) throw Problem(400, "A header field is malformed.");
    bytes += name.size() + value.size() + std::string_view(": \r\n").size();
  }
  if (has_control(request.target)) throw Problem(400, "The path has control characters.");
  if (bytes > most_bytes) {
    throw Problem(431, fmt::format("Header fields have at most {} bytes.", most_bytes));
  }
  const auto hosts = request.get_header_value_count("Host");
  if (hosts > 1 || (hosts == 0 && request.version != "HTTP/1.0")) {
    throw Problem(400, "A request names one host.");
  }
  check_framing(request);
}

void check_body(const Request& request, std::size_t most_bytes) {
  const std::string type = request.get_header_value("Content-Type");
  const auto end = std::min(type.find(';'), type.size());
  if (!same(type.substr(0, type.find_last_not_of(" \t", end - 1) + 1).substr(0, end),
            "application/json")) {
    Problem problem(415, "The body must be declared as application/json.");
    problem.headers.emplace_back("Accept", "application/json");
    throw problem;
  }
  if (request.has_header("Content-Encoding") &&
      !same(request.get_header_value("Content-Encoding"), "identity")) {
    throw Problem(415, "The body must not be compressed.");
  }
  if (request.has_header("Transfer-Encoding")) return;
  if (!request.has_header("Content-Length")) throw Problem(411, "Say how long the body is.");
  const std::string text = request.get_header_value("Content-Length");
  std::size_t length = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
  if (read.ec != std::errc() || length > most_bytes) {
    throw Problem(413, fmt::format("A body has at most {} bytes.", most_bytes));
  }
}

bool has_body(const Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

}  // namespace relctl::demo
