// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

#include "demo/documents.hpp"
#include "demo/framing.hpp"
#include "demo/health.hpp"
#include "demo/items.hpp"
#include "demo/log.hpp"
#include "demo/metrics.hpp"
#include "demo/problem.hpp"
#include "demo/router.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// The service without its sockets: requests in, responses out. Any thread may use it.
class Application {
 public:
  Application(const Settings& settings, const Health& health, Log& log);
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// The route that a request leads to; fills in the path's parameters. Throws Problem.
  const Route& find(Request& request) const;
  /// Whether the route can take such a body, judged by the head alone, so that a body that nobody
  /// wants is never read. Throws Problem where it cannot.
  void check(const Route& route, const Request& request, const Framing& framing) const;
  /// The route's answer; every failure becomes a problem.
  Response answer(const Route& route, const Request& request);

  /// Counts and logs an answer; `route` is null where the request led to none.
  void record(const Request& request, const Route* route, int status,
              std::chrono::duration<double> took);

  Metrics& metrics() { return metrics_; }
  Log& log() { return log_; }
  [[nodiscard]] bool draining() const { return health_.phase() == Phase::draining; }
  [[nodiscard]] const Limits& limits() const { return settings_.limits; }

 private:
  const Settings& settings_;
  const Health& health_;
  Log& log_;
  Items items_;
  Metrics metrics_;
  Documents documents_;
  Router router_;
};

}  // namespace relctl::demo
