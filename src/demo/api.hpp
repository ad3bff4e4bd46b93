// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <httplib.h>

#include "demo/items.hpp"
#include "demo/metrics.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// The phases of the service's life, in their order.
enum class Phase { starting, ready, draining };

/// One operation. What it takes and answers is told by the OpenAPI document; the tests hold the two
/// together.
struct Route {
  std::string method;
  /// A path that may end in `{id}`, which stands for one segment.
  std::string pattern;
  /// Asked every few seconds by machines: not worth a line in the log.
  bool probe = false;
  /// Answers, or throws Problem.
  std::function<void(const httplib::Request&, httplib::Response&)> handler;

  /// The segment at `{id}`, empty where there is none; nothing where the path does not fit.
  [[nodiscard]] std::optional<std::string> fit(const std::string& path) const;
};

/// What the handlers work on; all of it outlives the routes.
struct Parts {
  const Settings& settings;
  const std::atomic<Phase>& phase;
  Items& items;
  Metrics& metrics;
};

std::vector<Route> make_routes(const Parts& parts);

/// The OpenAPI 3.1 document of the routes.
Json openapi(const std::string& version);

/// That document as a page of HTML that needs no other file.
std::string docs(const Json& document);

}  // namespace relctl::demo
