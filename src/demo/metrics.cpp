// SPDX-License-Identifier: MIT
#include "demo/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace relctl::demo {
namespace {

/// Upper bounds in seconds.
const prometheus::Histogram::BucketBoundaries buckets = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                         0.25,  0.5,   1,    2.5,   5,    10};

prometheus::Gauge& gauge(prometheus::Registry& registry, const std::string& name,
                         const std::string& help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

Metrics::Metrics(const std::string& version, const std::string& revision)
    : requests_(prometheus::BuildCounter()
                    .Name("http_requests_total")
                    .Help("Requests answered, by method, route and status.")
                    .Register(registry_)),
      durations_(prometheus::BuildHistogram()
                     .Name("http_request_duration_seconds")
                     .Help("Time from a request's first byte to its answer.")
                     .Register(registry_)),
      in_flight_(gauge(registry_, "http_requests_in_flight", "Requests being worked on.")),
      item_count_(gauge(registry_, "demo_items", "Items kept.")) {
  prometheus::BuildGauge()
      .Name("demo_build_info")
      .Help("Always 1; the labels say which build this is.")
      .Register(registry_)
      .Add({{"version", version}, {"revision", revision}})
      .Set(1);
}

void Metrics::answered(const std::string& method, const std::string& route, int status,
                       std::chrono::duration<double> took) {
  const prometheus::Labels labels = {
      {"method", method}, {"route", route}, {"status", std::to_string(status)}};
  requests_.Add(labels).Increment();
  durations_.Add(labels, buckets).Observe(took.count());
}

std::string Metrics::text(std::size_t items) const {
  item_count_.Set(static_cast<double>(items));
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace relctl::demo
