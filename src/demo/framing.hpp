// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>

#include "demo/http.hpp"

namespace relctl::demo {

/// How a request's body is announced.
struct Framing {
  bool has_body = false;
  /// Nothing where it comes in chunks.
  std::optional<std::size_t> length;
};

/// Throws Problem(400) for a head that two readers could understand in two ways (RFC 9112, sections
/// 3.2, 5.1 and 6.3), since a proxy in front may be the other reader; 501 for a transfer coding
/// other than chunked.
Framing read_framing(const Headers& headers, bool needs_host);

}  // namespace relctl::demo
