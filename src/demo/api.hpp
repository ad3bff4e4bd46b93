// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <httplib.h>

#include "demo/items.hpp"
#include "demo/metrics.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// The phases of the service's life, in their order.
enum class Phase { starting, ready, draining };

/// One operation. What it takes and answers is told by openapi.json; the tests hold the two
/// together.
struct Route {
  std::string method;
  /// A path that may end in `{id}`, which stands for one segment.
  std::string pattern;
  /// Asked every few seconds by machines: not worth a line in the log.
  bool probe = false;
  /// Answers, or throws Problem.
  std::function<void(const httplib::Request&, httplib::Response&)> handler;

  [[nodiscard]] bool fits(const std::string& path) const;
};

/// What the handlers work on; all of it outlives the routes.
struct Parts {
  const Settings& settings;
  const std::atomic<Phase>& phase;
  Items& items;
  Metrics& metrics;
};

std::vector<Route> make_routes(const Parts& parts);

/// openapi.json: the OpenAPI 3.1 document of the routes, without a version.
std::string_view openapi();

/// docs.html: that document as a page that needs no other file, with `{{version}}` in it.
std::string_view docs();

}  // namespace relctl::demo
