// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <httplib.h>

namespace relctl::demo {

/// A request's head, judged before its body is read: what two readers could understand in two ways
/// is refused. All but has_body throw Problem.
void check_head(const httplib::Request& request, std::size_t most_bytes);
/// Whether the body is JSON of a length that is told and not too much.
void check_body(const httplib::Request& request, std::size_t most_bytes);
bool has_body(const httplib::Request& request);

}  // namespace relctl::demo
