// SPDX-License-Identifier: MIT
#include <chrono>
#include <memory>

#include <doctest/doctest.h>

#include "client.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

const std::string post_head =
    "POST /items HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

struct Raw {
  std::string name;
  std::string bytes;
  int status;
};

/// The one answer to `bytes`, after which the connection has ended.
Answer only_answer(int port, const std::string& bytes) {
  RawConnection connection(port);
  REQUIRE(connection.send(bytes));
  const std::string text = connection.read_to_end();
  CHECK(text.find("HTTP/1.1 ", 1) == std::string::npos);
  return parse_answer(text);
}

TEST_CASE("a request that two readers could understand in two ways is refused, and the line cut") {
  const std::string get = "GET / HTTP/1.1\r\n";
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::vector<Raw> cases = {
      {"no host", get + "\r\n" + hidden, 400},
      {"two hosts", get + "Host: x\r\nHost: y\r\n\r\n" + hidden, 400},
      {"length and chunks",
       post_head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden,
       400},
      {"two lengths", post_head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}" + hidden, 400},
      {"a length with more behind it", post_head + "Content-Length: 2x\r\n\r\n{}" + hidden, 400},
      {"a negative length", post_head + "Content-Length: -2\r\n\r\n{}" + hidden, 400},
      {"a length list", post_head + "Content-Length: 2, 2\r\n\r\n{}" + hidden, 400},
      {"a space before the colon", post_head + "Content-Length : 2\r\n\r\n{}" + hidden, 400},
      {"an unknown coding", post_head + "Transfer-Encoding: gzip\r\n\r\n{}" + hidden, 501},
      {"a body nobody takes", get + "Host: x\r\nContent-Length: 35\r\n\r\n" + hidden, 400},
      {"a chunk without length", post_head + "Transfer-Encoding: chunked\r\n\r\nx\r\n" + hidden,
       400},
  };
  Service service;
  for (const Raw& tried : cases) {
    CAPTURE(tried.name);
    const auto answer = only_answer(service.port(), tried.bytes);
    CHECK(answer.status == tried.status);
    CHECK(answer.is_problem());
    CHECK(answer.header("connection") == "close");
  }
  CHECK(::relctl::demo_test::get(service.port(), "/livez").status == 200);
}

TEST_CASE("what is not HTTP is answered as such") {
  const std::vector<Raw> cases = {
      {"no words", "\r\n\r\n", 400},
      {"one word", "hello\r\n\r\n", 400},
      {"an unknown method", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"another version", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      {"zero bytes", std::string(16, '\0') + "\r\n\r\n", 400},
      {"the start of TLS", "\x16\x03\x01\x02\r\n\r\n", 400},
  };
  Service service;
  for (const Raw& tried : cases) {
    CAPTURE(tried.name);
    const auto answer = only_answer(service.port(), tried.bytes);
    CHECK(answer.status == tried.status);
    CHECK(answer.is_problem());
  }
}

TEST_CASE("bodies, header fields and paths that are too long are refused") {
  Service service(Variables{{"MAX_BODY_BYTES", "100"}, {"MAX_HEADER_BYTES", "20000"}});
  const std::string chunk = "64\r\n" + std::string(100, ' ') + "\r\n";
  std::string many_fields;
  while (many_fields.size() < 30000)
    many_fields += "A: b\r\n";
  const std::vector<Raw> cases = {
      {"an announced body", post_head + "Content-Length: 101\r\n\r\n", 413},
      {"a length beyond numbers", post_head + "Content-Length: 99999999999999999999999\r\n\r\n",
       413},
      {"a chunked body", post_head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk, 400},
      {"many fields", "GET / HTTP/1.1\r\nHost: x\r\n" + many_fields + "\r\n", 431},
      {"a long path", "GET /" + std::string(10000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
  };
  for (const Raw& tried : cases) {
    CAPTURE(tried.name);
    const auto answer = only_answer(service.port(), tried.bytes);
    CHECK(answer.status == tried.status);
    CHECK(answer.is_problem());
  }
  CHECK(ask(service.port(), {"POST", "/items", R"({"name":"a"})" + std::string(88, ' ')}).status ==
        201);
}

TEST_CASE("a client that stalls in the middle of a request is cut off") {
  Service service(Variables{{"REQUEST_TIMEOUT", "1"}});
  for (const std::string& start :
       {std::string("GET / HTTP/1.1\r\nHost: x\r\nX: "), post_head + "Content-Length: 9\r\n\r\n"}) {
    CAPTURE(start);
    const auto answer = only_answer(service.port(), start);
    CHECK(answer.status == 400);
    CHECK(answer.is_problem());
  }
}

TEST_CASE("control characters and spaces where none may stand are refused") {
  const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
  const std::vector<Raw> cases = {
      {"in the path", "GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a zero byte, written in the path", "GET /docs%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a line's end, written in the path", "GET /%0d%0a HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a zero byte in a value", get + std::string("X: a\0b\r\n\r\n", 11), 400},
      {"a carriage return in a value", get + "X: a\rY: b\r\n\r\n", 400},
      {"a space in a name", get + "X y: a\r\n\r\n", 400},
      {"a tab before the colon", get + "X\t: a\r\n\r\n", 400},
      {"a vertical tab in a coding", post_head + "Transfer-Encoding:\vchunked\r\n\r\n", 400},
      {"a body of no told length", post_head + "\r\n", 411},
  };
  Service service;
  for (const Raw& tried : cases) {
    CAPTURE(tried.name);
    const auto answer = only_answer(service.port(), tried.bytes);
    CHECK(answer.status == tried.status);
    CHECK(answer.is_problem());
  }
}

TEST_CASE("many requests on each of 16 connections are answered without delay") {
  Service service;
  std::vector<std::unique_ptr<RawConnection>> connections;
  for (int i = 0; i < 16; ++i)
    connections.push_back(std::make_unique<RawConnection>(service.port()));
  const auto start = std::chrono::steady_clock::now();
  constexpr int rounds = 50;
  for (int round = 0; round < rounds; ++round) {
    for (const auto& connection : connections)
      REQUIRE(connection->send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    for (const auto& connection : connections)
      REQUIRE(parse_answer(connection->read_answer()).status == 200);
  }
  // Where a small answer waits for the client's acknowledgement, each round takes 40 ms.
  CHECK(std::chrono::steady_clock::now() - start < rounds * std::chrono::milliseconds(40));
}

TEST_CASE("a connection on which nothing is asked ends without an answer") {
  Service service(Variables{{"IDLE_TIMEOUT", "1"}});
  RawConnection connection(service.port());
  CHECK(connection.read_to_end().empty());
}

TEST_CASE("the number of items is bounded, and a removed item makes room") {
  Service service(Variables{{"MAX_ITEMS", "2"}});
  const auto add = [&] { return ask(service.port(), {"POST", "/items", R"({"name":"a"})"}); };
  CHECK(add().status == 201);
  CHECK(add().status == 201);
  const auto refused = add();
  CHECK(refused.status == 409);
  CHECK(refused.json().at("type") == "/docs#items-full");
  CHECK(ask(service.port(), {"DELETE", "/items/1"}).status == 204);
  CHECK(add().header("location") == "/items/3");
}

}  // namespace
}  // namespace relctl::demo_test
