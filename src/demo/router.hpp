// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "demo/route.hpp"

namespace relctl::demo {

/// Where a request leads to.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> parameters;
};

/// Finds the route of a request.
class Router {
 public:
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  /// HEAD leads to GET's route. Throws Problem: 404 where no pattern fits the path, 405 with Allow
  /// where one does, but not with that method.
  [[nodiscard]] Match find(const std::string& method, const std::string& path) const;
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace relctl::demo
