// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace relctl::demo {

/// What the service counts. Labels are patterns of routes, never paths, so that no client can make
/// new series.
class Metrics {
 public:
  Metrics(const std::string& version, const std::string& revision);

  prometheus::Gauge& in_flight() { return in_flight_; }
  void answered(const std::string& method, const std::string& route, int status,
                std::chrono::duration<double> took);

  /// Prometheus' text format; `items` is how many are kept.
  [[nodiscard]] std::string text(std::size_t items) const;

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Gauge& in_flight_;
  prometheus::Gauge& item_count_;
};

}  // namespace relctl::demo
