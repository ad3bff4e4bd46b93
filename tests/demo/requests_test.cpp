// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "client.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

TEST_CASE("items are added, listed in pages, shown and removed") {
  Service service;
  const int port = service.port();
  for (const std::string name : {"one", "two", "three"}) {
    const auto added = ask(port, {"POST", "/items", nlohmann::json{{"name", name}}.dump()});
    CHECK(added.status == 201);
    CHECK(added.json().at("quantity") == 1);
    const auto found = get(port, added.header("location"));
    CHECK(found.json() == added.json());
  }
  const auto page = get(port, "/items?offset=1&limit=1").json();
  CHECK(page.at("total") == 3);
  CHECK(page.at("items").size() == 1);
  CHECK(page.at("items").at(0).at("name") == "two");
  CHECK(get(port, "/items?offset=9").json().at("items").empty());
  const auto gone = ask(port, {"DELETE", "/items/2"});
  CHECK(gone.status == 204);
  CHECK(gone.headers.count("content-length") == 0);
  CHECK(get(port, "/items/2").status == 404);
  CHECK(ask(port, {"DELETE", "/items/2"}).status == 404);
  CHECK(get(port, "/items").json().at("total") == 2);
}

TEST_CASE("a name is counted in characters, not in bytes") {
  Service service;
  std::string umlauts;
  for (int i = 0; i < 100; ++i)
    umlauts += "ü";
  const auto with_name = [&](const std::string& name) {
    return ask(service.port(), {"POST", "/items", nlohmann::json{{"name", name}}.dump()}).status;
  };
  CHECK(with_name(umlauts) == 201);
  CHECK(with_name(umlauts + "ü") == 422);
}

TEST_CASE("a body that is not an item is refused with everything that is wrong") {
  struct Case {
    std::string body;
    int status;
    std::string type;
    std::vector<std::string> where;
  };
  const std::vector<Case> cases = {
      {"{", 400, "/docs#malformed-json", {}},
      {R"({"name":"a"} x)", 400, "/docs#malformed-json", {}},
      {"{\"name\":\"\xff\"}", 400, "/docs#malformed-json", {}},
      {"[]", 422, "/docs#invalid-body", {""}},
      {"{}", 422, "/docs#invalid-body", {"/name"}},
      {R"({"name":1})", 422, "/docs#invalid-body", {"/name"}},
      {R"({"name":""})", 422, "/docs#invalid-body", {"/name"}},
      {R"({"name":"a","quantity":"2"})", 422, "/docs#invalid-body", {"/quantity"}},
      {R"({"name":"a","quantity":1.5})", 422, "/docs#invalid-body", {"/quantity"}},
      {R"({"name":"a","quantity":-1})", 422, "/docs#invalid-body", {"/quantity"}},
      {R"({"name":"a","quantity":18446744073709551615})", 422, "/docs#invalid-body", {"/quantity"}},
      {R"({"a/b":1,"id":2})", 422, "/docs#invalid-body", {"/a~1b", "/id", "/name"}},
      {std::string(20000, '['), 400, "/docs#malformed-json", {}},
  };
  Service service;
  for (const Case& tried : cases) {
    CAPTURE(tried.body);
    const auto answer = ask(service.port(), {"POST", "/items", tried.body});
    CHECK(answer.status == tried.status);
    REQUIRE(answer.is_problem());
    const auto problem = answer.json();
    CHECK(problem.at("type") == tried.type);
    CHECK(problem.at("instance") == "/items");
    std::vector<std::string> where;
    for (const auto& complaint : problem.value("errors", nlohmann::json::array())) {
      where.push_back(complaint.at("where"));
    }
    CHECK(where == tried.where);
  }
  CHECK(get(service.port(), "/items").json().at("total") == 0);
}

TEST_CASE("a parameter that cannot be used is a problem that names it") {
  Service service;
  for (const std::string path :
       {"/items?limit=0", "/items?limit=101", "/items?limit=x", "/items?limit=1&limit=2",
        "/items?limit=", "/items?offset=-1", "/items?offset=99999999999999999999", "/items/0",
        "/items/x", "/items/+1"}) {
    CAPTURE(path);
    const auto answer = get(service.port(), path);
    CHECK(answer.status == 400);
    REQUIRE(answer.is_problem());
    CHECK(answer.json().at("type") == "/docs#invalid-parameter");
    CHECK(answer.json().at("errors").size() == 1);
  }
}

TEST_CASE("a path that leads nowhere is a problem") {
  Service service;
  for (const std::string path : {"/nothing", "/items/", "/items/1/x", "//", "/../etc/passwd"}) {
    CAPTURE(path);
    const auto answer = get(service.port(), path);
    CHECK(answer.status == 404);
    CHECK(answer.is_problem());
    CHECK(answer.json().at("instance") == path);
  }
}

TEST_CASE("a method that a path does not have is a problem that says which it has") {
  Service service;
  const auto refused = [&](const std::string& method, const std::string& path) {
    const auto answer = ask(service.port(), {method, path});
    CHECK(answer.status == 405);
    CHECK(answer.is_problem());
    return answer.header("allow");
  };
  CHECK(refused("POST", "/") == "GET, HEAD");
  CHECK(refused("PUT", "/items") == "GET, HEAD, POST");
  CHECK(refused("PATCH", "/items/1") == "GET, HEAD, DELETE");
  CHECK(refused("OPTIONS", "/items/1") == "GET, HEAD, DELETE");
}

TEST_CASE("a body of another type, or compressed, is refused with the type that is taken") {
  Service service;
  const auto other = ask(service.port(), {"POST", "/items", "name=a", "text/plain"});
  CHECK(other.status == 415);
  CHECK(other.is_problem());
  CHECK(other.header("accept") == "application/json");
  const auto packed = ask(
      service.port(), {"POST", "/items", "{}", "application/json", {{"Content-Encoding", "gzip"}}});
  CHECK(packed.status == 415);
  const auto with_charset =
      ask(service.port(), {"POST", "/items", R"({"name":"a"})", "Application/JSON; charset=utf-8"});
  CHECK(with_charset.status == 201);
}

TEST_CASE("HEAD answers as GET does, without the body") {
  Service service;
  for (const std::string path : {"/", "/items", "/docs", "/nothing"}) {
    CAPTURE(path);
    const auto with_body = get(service.port(), path);
    RawConnection connection(service.port());
    connection.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const auto head = parse_answer(connection.read_to_end());
    CHECK(head.status == with_body.status);
    CHECK(head.header("content-length") == with_body.header("content-length"));
    CHECK(head.header("content-type") == with_body.header("content-type"));
    CHECK(head.body.empty());
  }
}

}  // namespace
}  // namespace relctl::demo_test
