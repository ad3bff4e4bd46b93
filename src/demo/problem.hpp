// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace relctl::demo {

/// A request that cannot be done, and why: sent as RFC 9457 problem JSON.
struct Problem : std::runtime_error {
  /// `kind` is an anchor of `/docs`, or empty where the status says it all. `wrong` says what is
  /// wrong by place: a JSON pointer into the body, or the name of a parameter.
  Problem(int code, const std::string& detail, std::string kind = "",
          std::map<std::string, std::string> wrong = {})
      : std::runtime_error(detail), status(code), type(std::move(kind)), errors(std::move(wrong)) {}

  int status;
  std::string type;
  std::map<std::string, std::string> errors;
  /// Header fields of the answer.
  std::map<std::string, std::string> headers;
};

/// The body of the answer; `instance` is the path that was asked for.
std::string to_text(const Problem& problem, const std::string& instance);

}  // namespace relctl::demo
