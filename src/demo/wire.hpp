// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <httplib.h>

#include "demo/http.hpp"

namespace relctl::demo {

/// The library's request as ours; without the body.
Request read_head(const httplib::Request& request);

/// Our response as the library's.
void write_into(httplib::Response& to, const Response& response);

/// Whether the client asks, in its words or by its version, that the connection ends.
bool wants_close(const httplib::Request& request);

/// Sets the fields that every answer has, and takes those away that the library adds wrongly.
void finish_headers(httplib::Response& response, const std::string& id, bool closing);

/// A whole answer, after which the connection ends, for when the library has no request to answer.
std::string to_text(const Response& response, const std::string& id);

}  // namespace relctl::demo
