// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "demo/log.hpp"

namespace relctl::demo {

/// A kind of problem that says more than its status does; `/docs` explains each.
struct ProblemType {
  std::string name;
  std::string title;
  std::string meaning;
};

const std::vector<ProblemType>& problem_types();

/// What is wrong with one part of a request.
struct Complaint {
  /// A JSON pointer into the body, or the name of a parameter.
  std::string where;
  std::string message;
};

/// A request that cannot be done, and why: sent as RFC 9457 problem JSON.
struct Problem : std::runtime_error {
  /// `type` names one of problem_types(); empty where the status says it all.
  Problem(int code, const std::string& detail, std::string kind = "",
          std::vector<Complaint> list = {})
      : std::runtime_error(detail), status(code), type(std::move(kind)), errors(std::move(list)) {}

  int status;
  std::string type;
  std::vector<Complaint> errors;
  /// Header fields of the answer.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// The body of the answer; `instance` is the path that was asked for.
std::string to_text(const Problem& problem, const std::string& instance);

}  // namespace relctl::demo
