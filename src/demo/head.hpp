// SPDX-License-Identifier: MIT
#pragma once

#include <httplib.h>

#include "demo/settings.hpp"

namespace relctl::demo {

/// Judges a request's head before its body is read: what two readers could understand in two ways
/// is refused, and what is too long. Throws Problem.
void check_head(const httplib::Request& request, const Settings& settings);

/// Whether the body, where one is taken, is JSON of a length that is told and not too much; and
/// that there is none where none is taken. Throws Problem.
void check_body(const httplib::Request& request, const Settings& settings, bool is_taken);

}  // namespace relctl::demo
