// SPDX-License-Identifier: MIT
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

TEST_CASE("requests behind one another on a connection are answered in order") {
  Service service;
  RawConnection connection(service.port());
  const std::string chunks =
      post_head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam\r\n7\r\ne\":\"a\"}\r\n0\r\n\r\n";
  connection.send(chunks + "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string text = connection.read_to_end();
  CHECK(parse_answer(text).status == 201);
  const auto second = text.find("HTTP/1.1 ", 1);
  REQUIRE(second != std::string::npos);
  CHECK(parse_answer(text.substr(second)).status == 200);
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
      {"a chunked body", post_head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk, 413},
      {"many fields", "GET / HTTP/1.1\r\nHost: x\r\n" + many_fields + "\r\n", 431},
      {"a long request line", "GET /" + std::string(30000, 'a'), 431},
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

TEST_CASE("an answer arrives although the client is still sending what nobody reads") {
  Service service;
  RawConnection connection(service.port());
  connection.send(post_head + "Content-Length: 4000000\r\n\r\n" + std::string(200000, ' '));
  CHECK(parse_answer(connection.read_to_end()).status == 413);
}

TEST_CASE("a client that sends a byte now and then is cut off when its time is over") {
  Service service(Variables{{"REQUEST_TIMEOUT", "1"}});
  for (const std::string& start :
       {std::string("GET / HTTP/1.1\r\nHost: x\r\nX: "), post_head + "Content-Length: 9999\r\n\r\n",
        std::string("GET /")}) {
    CAPTURE(start);
    RawConnection connection(service.port());
    connection.send(start);
    CHECK(eventually([&] { return connection.readable() || !connection.send("a"); }));
    const auto answer = parse_answer(connection.read_to_end());
    CHECK(answer.status == 408);
    CHECK(answer.is_problem());
  }
}

TEST_CASE("a connection on which nothing is asked ends without an answer") {
  Service service(Variables{{"IDLE_TIMEOUT", "1"}});
  RawConnection connection(service.port());
  CHECK(connection.read_to_end().empty());
}

TEST_CASE("silent connections do not keep others waiting when all workers are taken") {
  Service service(Variables{{"WORKERS", "1"}, {"IDLE_TIMEOUT", "300"}});
  RawConnection silent(service.port());
  silent.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(parse_answer(silent.read_answer()).status == 200);
  CHECK(get(service.port(), "/livez").status == 200);
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
