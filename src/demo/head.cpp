// SPDX-License-Identifier: MIT
#include "demo/head.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <strings.h>

#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

using httplib::Request;

/// The value of a header field without its parameters, compared as HTTP compares names.
bool says(const Request& request, const char* field, const char* value) {
  std::string said = request.get_header_value(field);
  said.resize(std::min(said.find(';'), said.size()));
  said.resize(said.find_last_not_of(" \t") + 1);
  return strcasecmp(said.c_str(), value) == 0;
}

/// RFC 9110's token.
bool is_token(const std::string& name) {
  return !name.empty() && name.find_first_not_of(
                              "!#$%&'*+-.^_`|~0123456789"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                              "abcdefghijklmnopqrstuvwxyz") == std::string::npos;
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

}  // namespace

void check_head(const Request& request, const Settings& settings) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || has_control(value)) throw Problem(400, "A header field is malformed.");
    bytes += name.size() + value.size() + std::string_view(": \r\n").size();
  }
  if (bytes > settings.header_bytes) {
    throw Problem(431, fmt::format("Header fields have at most {} bytes.", settings.header_bytes));
  }
  // The library has decoded the path: %00 is a zero byte there.
  if (has_control(request.target) || has_control(request.path)) {
    throw Problem(400, "The path has control characters.");
  }
  const auto hosts = request.get_header_value_count("Host");
  if (hosts > 1 || (hosts == 0 && request.version != "HTTP/1.0")) {
    throw Problem(400, "A request names one host.");
  }
  const auto codings = request.get_header_value_count("Transfer-Encoding");
  if (request.get_header_value_count("Content-Length") + codings > 1) {
    throw Problem(400, "The body's length is told more than once.");
  }
  if (codings == 1 && !says(request, "Transfer-Encoding", "chunked")) {
    throw Problem(501, "A body is sent as it is, or in chunks.");
  }
  if (request.get_header_value("Content-Length").find_first_not_of("0123456789") !=
      std::string::npos) {
    throw Problem(400, "Content-Length must be a number.");
  }
}

void check_body(const Request& request, const Settings& settings, bool is_taken) {
  const bool is_chunked = request.has_header("Transfer-Encoding");
  const std::string length = request.get_header_value("Content-Length");
  if (!is_taken) {
    if (!is_chunked && (length.empty() || length == "0")) return;
    throw Problem(400, request.method + " takes no body here.");
  }
  if (!says(request, "Content-Type", "application/json")) {
    Problem problem(415, "The body must be declared as application/json.");
    problem.headers["Accept"] = "application/json";
    throw problem;
  }
  if (request.has_header("Content-Encoding") && !says(request, "Content-Encoding", "identity")) {
    throw Problem(415, "The body must not be compressed.");
  }
  if (is_chunked) return;
  if (length.empty()) throw Problem(411, "Say how long the body is.");
  if (!whole_number(length, 0, settings.body_bytes)) {
    throw Problem(413, fmt::format("A body has at most {} bytes.", settings.body_bytes));
  }
}

}  // namespace relctl::demo
