// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "demo/items.hpp"
#include "demo/settings.hpp"

namespace relctl::demo {

/// What the service counts. Labels are patterns of routes, never paths, so that no client can make
/// new series.
class Metrics {
 public:
  static constexpr const char* media_type = "text/plain; version=0.0.4";

  Metrics(const Settings& settings, const Items& items);

  void request_started() { in_flight_.Increment(); }
  void request_ended() { in_flight_.Decrement(); }
  void answered(const std::string& method, const std::string& route, int status,
                std::chrono::duration<double> took);

  /// Prometheus' text format.
  [[nodiscard]] std::string text() const;

 private:
  const Items& items_;
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Gauge& in_flight_;
  prometheus::Gauge& item_count_;
};

}  // namespace relctl::demo
