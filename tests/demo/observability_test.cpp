// SPDX-License-Identifier: MIT
#include <algorithm>
#include <regex>
#include <sstream>

#include <doctest/doctest.h>

#include "client.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

/// Prometheus' text: each series with its labels, as it is written, and its value.
std::map<std::string, double> read_metrics(const std::string& text) {
  static const std::regex series(R"(([a-z_]+(\{([a-z]+="[^"]*",?)+\})?) (\S+))");
  std::map<std::string, double> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind('#', 0) == 0) continue;
    std::smatch match;
    CAPTURE(line);
    REQUIRE(std::regex_match(line, match, series));
    CHECK(found.emplace(match[1], std::stod(match[4])).second);
  }
  return found;
}

std::string labels(const std::string& method, const std::string& route, int status) {
  return "method=\"" + method + "\",route=\"" + route + "\",status=\"" + std::to_string(status) +
         "\"";
}

TEST_CASE("requests are counted and timed by method, route and status") {
  Service service(Variables{{"APP_VERSION", "1.2.3"}, {"APP_REVISION", "abc"}});
  const int port = service.port();
  for (int i = 0; i < 3; ++i)
    ask(port, {"POST", "/items", R"({"name":"a"})"});
  for (const std::string path : {"/items/1", "/items/2", "/items/9", "/no", "/where", "/%7b"}) {
    get(port, path);
  }
  ask(port, {"POST", "/items", "x", "text/plain"});
  const auto answer = get(port, "/metrics");
  CHECK(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  auto metrics = read_metrics(answer.body);
  const std::vector<std::pair<std::string, double>> expected = {
      {labels("POST", "/items", 201), 3},     {labels("GET", "/items/{id}", 200), 2},
      {labels("GET", "/items/{id}", 404), 1}, {labels("GET", "unmatched", 404), 3},
      {labels("POST", "/items", 415), 1},
  };
  for (const auto& [with, count] : expected) {
    CAPTURE(with);
    CHECK(metrics["http_requests_total{" + with + "}"] == count);
    CHECK(metrics["http_request_duration_seconds_count{" + with + "}"] == count);
    CHECK(metrics["http_request_duration_seconds_bucket{" + with + ",le=\"+Inf\"}"] == count);
    CHECK(metrics["http_request_duration_seconds_sum{" + with + "}"] > 0);
  }
  CHECK(metrics["http_requests_in_flight"] == 1);
  CHECK(metrics["demo_items"] == 3);
  CHECK(metrics["demo_build_info{revision=\"abc\",version=\"1.2.3\"}"] == 1);
  CHECK(std::count_if(metrics.begin(), metrics.end(), [](const auto& entry) {
          return entry.first.rfind("http_requests_total", 0) == 0;
        }) == static_cast<std::ptrdiff_t>(expected.size()));
}

TEST_CASE("buckets of a histogram are cumulative") {
  Service service;
  get(service.port(), "/");
  const auto metrics = read_metrics(get(service.port(), "/metrics").body);
  const std::string start =
      "http_request_duration_seconds_bucket{" + labels("GET", "/", 200) + ",le=\"";
  std::map<double, double> buckets;
  for (const auto& [name, value] : metrics) {
    if (name.rfind(start, 0) == 0) buckets[std::stod(name.substr(start.size()))] = value;
  }
  CHECK(buckets.size() > 5);
  double before = 0;
  for (const auto& [bound, count] : buckets) {
    CHECK(count >= before);
    before = count;
  }
}

TEST_CASE("each answer is a line of the log that says what was asked and how it went") {
  Service service;
  const auto answer =
      ask(service.port(), {"GET", "/items/7?secret=x", "", "", {{"X-Request-Id", "abc-123"}}});
  CHECK(answer.header("x-request-id") == "abc-123");
  REQUIRE(service.says("request"));
  const auto line = service.log().back();
  CHECK(line.at("level") == "info");
  CHECK(line.at("request_id") == "abc-123");
  CHECK(line.at("method") == "GET");
  CHECK(line.at("route") == "/items/{id}");
  CHECK(line.at("path") == "/items/7");
  CHECK(line.at("status") == 404);
  CHECK(line.at("duration_ms").get<double>() > 0);
  static const std::regex time(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)");
  for (const auto& any : service.log()) {
    CHECK(std::regex_match(any.at("time").get<std::string>(), time));
  }
}

TEST_CASE("a request id that could do harm in a log is replaced") {
  Service service;
  for (const std::string id : {"a b", "{}", "<x>", "ü"}) {
    CAPTURE(id);
    const auto given = ask(service.port(), {"GET", "/", "", "", {{"X-Request-Id", id}}});
    CHECK(given.header("x-request-id").size() == 32);
  }
  const auto long_one =
      ask(service.port(), {"GET", "/", "", "", {{"X-Request-Id", std::string(65, 'a')}}});
  CHECK(long_one.header("x-request-id").size() == 32);
}

TEST_CASE("probes are logged at the debug level alone") {
  for (const std::string level : {"info", "debug"}) {
    CAPTURE(level);
    Service service(Variables{{"LOG_LEVEL", level}});
    get(service.port(), "/livez");
    get(service.port(), "/");
    const auto logged = [&](const std::string& route) {
      const auto log = service.log();
      return std::any_of(log.begin(), log.end(),
                         [&](const auto& line) { return line.value("route", "") == route; });
    };
    REQUIRE(eventually([&] { return logged("/"); }));
    if (level == "debug") {
      CHECK(eventually([&] { return logged("/livez"); }));
    } else {
      CHECK_FALSE(logged("/livez"));
    }
  }
}

TEST_CASE("whatever bytes a client sends, the log stays JSON") {
  Service service;
  RawConnection connection(service.port());
  connection.send("GET /\xff\xfe\"\\\x01 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK(parse_answer(connection.read_to_end()).status == 400);
  CHECK(service.says("request"));
}

}  // namespace
}  // namespace relctl::demo_test
