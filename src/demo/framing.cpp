// SPDX-License-Identifier: MIT
#include "demo/framing.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>

#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

/// RFC 9110's tchar.
bool may_stand_in_name(char c) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         marks.find(c) != std::string_view::npos;
}

void check_names(const Headers& headers) {
  for (const auto& [name, value] : headers) {
    if (name.empty() || !std::all_of(name.begin(), name.end(), may_stand_in_name)) {
      throw Problem(400, "The name of a header field is malformed.");
    }
  }
}

std::size_t length(const std::string& text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  // A number too big for the type is a length all the same: too long, not malformed.
  if (failure == std::errc::result_out_of_range && stop == end) {
    return std::numeric_limits<std::size_t>::max();
  }
  if (failure != std::errc() || stop != end) throw Problem(400, "Content-Length is not a number.");
  return value;
}

bool is_chunked(const std::string& coding) {
  const CaseBlind before;
  return !before(coding, "chunked") && !before("chunked", coding);
}

}  // namespace

Framing read_framing(const Headers& headers, bool needs_host) {
  check_names(headers);
  const std::size_t hosts = headers.count("Host");
  if (hosts > 1 || (needs_host && hosts == 0)) {
    throw Problem(400, "A request has exactly one Host field.");
  }
  const std::size_t lengths = headers.count("Content-Length");
  const std::size_t codings = headers.count("Transfer-Encoding");
  if (lengths + codings > 1) {
    throw Problem(400, "The length of the body is given in more than one way.");
  }
  if (codings == 1) {
    if (!is_chunked(headers.find("Transfer-Encoding")->second)) {
      throw Problem(501, "The only transfer coding known is chunked.");
    }
    return {.has_body = true, .length = std::nullopt};
  }
  if (lengths == 0) return {};
  const std::size_t announced = length(headers.find("Content-Length")->second);
  return {.has_body = announced > 0, .length = announced};
}

}  // namespace relctl::demo
