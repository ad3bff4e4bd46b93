// SPDX-License-Identifier: MIT
#include <atomic>
#include <csignal>
#include <memory>
#include <thread>

#include <doctest/doctest.h>

#include "client.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

const std::string item_head =
    "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    "Content-Length: 14\r\n\r\n";

bool in_flight(int port, int count) {
  // The request that asks is in flight as well.
  const std::string line = "\nhttp_requests_in_flight " + std::to_string(count + 1) + "\n";
  return get(port, "/metrics").body.find(line) != std::string::npos;
}

TEST_CASE("a service that is starting is alive, but not ready") {
  Service service(Variables{{"STARTUP_DELAY", "300"}});
  CHECK(get(service.port(), "/livez").status == 200);
  const auto ready = get(service.port(), "/readyz");
  CHECK(ready.status == 503);
  CHECK(ready.is_problem());
  CHECK(ready.json().at("detail") == "The service is starting.");
  service.process().signal(SIGTERM);
  CHECK(service.process().exit_code() == 0);
}

TEST_CASE("a service that has started is alive and ready") {
  Service service;
  REQUIRE(service.says("ready"));
  CHECK(get(service.port(), "/livez").status == 200);
  CHECK(get(service.port(), "/readyz").status == 200);
}

TEST_CASE("a stopping service is not ready, serves on for the grace, and ends its connections") {
  for (const int number : {SIGTERM, SIGINT}) {
    CAPTURE(number);
    Service service(Variables{{"SHUTDOWN_GRACE", "300"}, {"IDLE_TIMEOUT", "1"}});
    REQUIRE(service.says("ready"));
    service.process().signal(number);
    REQUIRE(service.says("draining"));
    CHECK(get(service.port(), "/readyz").status == 503);
    CHECK(get(service.port(), "/livez").status == 200);
    RawConnection connection(service.port());
    connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const Answer answer = parse_answer(connection.read_to_end());
    CHECK(answer.status == 200);
    CHECK(answer.header("connection") == "close");
    // A second signal does not wait for the grace to end.
    service.process().signal(number);
    CHECK(service.process().exit_code() == 0);
    CHECK(service.says("stopped"));
  }
}

TEST_CASE("requests that were in flight when the service stopped are answered, new ones refused") {
  constexpr int count = 8;
  Service service;
  REQUIRE(service.says("ready"));
  std::vector<std::unique_ptr<RawConnection>> connections;
  for (int i = 0; i < count; ++i) {
    connections.push_back(std::make_unique<RawConnection>(service.port()));
    REQUIRE(connections.back()->send(item_head + "{\"name\""));
  }
  REQUIRE(eventually([&] { return in_flight(service.port(), count); }));
  service.process().signal(SIGTERM);
  REQUIRE(eventually([&] { return !RawConnection(service.port()).open(); }));
  CHECK_FALSE(service.process().ended());
  for (const auto& connection : connections) {
    REQUIRE(connection->send(": \"ab\"}"));
    const Answer answer = parse_answer(connection->read_to_end());
    CHECK(answer.status == 201);
    CHECK(answer.header("connection") == "close");
  }
  CHECK(service.process().exit_code() == 0);
}

TEST_CASE("under load nothing is lost between SIGTERM and the moment that clients notice") {
  Service service(Variables{{"SHUTDOWN_GRACE", "300"}, {"WORKERS", "4"}});
  REQUIRE(service.says("ready"));
  std::atomic<int> sent = 0;
  std::atomic<int> answered = 0;
  std::atomic<bool> noticed = false;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      while (!noticed) {
        ++sent;
        if (get(service.port(), "/").status == 200) ++answered;
      }
    });
  }
  CHECK(eventually([&] { return answered > 100; }));
  service.process().signal(SIGTERM);
  CHECK(eventually([&] { return get(service.port(), "/readyz").status == 503; }));
  const int before = answered;
  CHECK(eventually([&] { return answered > before + 100; }));
  noticed = true;
  for (std::thread& client : clients)
    client.join();
  service.process().signal(SIGTERM);
  CHECK(sent == answered);
  CHECK(service.process().exit_code() == 0);
}

TEST_CASE("an idle connection keeps the service from stopping for its idle time at most") {
  Service service(Variables{{"IDLE_TIMEOUT", "1"}});
  REQUIRE(service.says("ready"));
  RawConnection connection(service.port());
  connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(parse_answer(connection.read_answer()).status == 200);
  service.process().signal(SIGTERM);
  CHECK(service.process().exit_code() == 0);
}

}  // namespace
}  // namespace relctl::demo_test
