// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "demo/documents.hpp"
#include "demo/health.hpp"
#include "demo/items.hpp"
#include "demo/metrics.hpp"
#include "demo/route.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// What the handlers work on; all of it outlives the routes.
struct Parts {
  const Settings& settings;
  const Health& health;
  Items& items;
  Metrics& metrics;
  /// Filled in once the routes are known.
  const Documents& documents;
};

/// The table of the service's routes.
std::vector<Route> make_routes(const Parts& parts);

}  // namespace relctl::demo
