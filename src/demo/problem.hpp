// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "demo/http.hpp"

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

/// A request that cannot be done, and why: thrown by handlers, sent as RFC 9457 problem JSON.
class Problem : public std::runtime_error {
 public:
  /// `type` names one of problem_types(); empty where the status says it all.
  Problem(int status, const std::string& detail, std::string type = "")
      : std::runtime_error(detail), status_(status), type_(std::move(type)) {}

  Problem& complaints(std::vector<Complaint> list);
  Problem& header(std::string name, std::string value);

  [[nodiscard]] int status() const { return status_; }
  /// The answer; `instance` is the path that was asked for.
  [[nodiscard]] Response response(const std::string& instance) const;

 private:
  int status_;
  std::string type_;
  std::vector<Complaint> complaints_;
  std::vector<std::pair<std::string, std::string>> headers_;
};

}  // namespace relctl::demo
