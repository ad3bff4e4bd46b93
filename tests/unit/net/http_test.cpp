// SPDX-License-Identifier: MIT
#include "net/http.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "net/http_server.hpp"
#include "process/run.hpp"

namespace relctl::net {
namespace {

using std::chrono::milliseconds;

/// Options under which nothing sleeps; `pauses` gets what would have been slept.
HttpOptions options(std::vector<milliseconds>& pauses) {
  HttpOptions result;
  result.deadline = Clock::now() + std::chrono::minutes(1);
  result.sleep = [&pauses](milliseconds pause) { pauses.push_back(pause); };
  return result;
}

Error error_of(Http& http, const Request& request) {
  try {
    http.send(request);
  } catch (const Error& error) {
    return error;
  }
  FAIL("the request succeeded");
  return {ErrorKind::bug, ""};
}

}  // namespace

TEST_CASE("a program that makes requests does not load libcurl at its start") {
  process::Command command;
  command.argv = {std::filesystem::read_symlink("/proc/self/exe").string()};
  // The loader then lists what it would load, and runs nothing.
  command.environment = {{"LD_TRACE_LOADED_OBJECTS", "1"}};
  const process::Output output = process::run(command);
  CHECK(output.out.find("libc.so") != std::string::npos);
  CHECK(output.out.find("libcurl") == std::string::npos);
}

TEST_CASE("a request arrives as it was meant, and so does its answer") {
  HttpServer server;
  server.answer({201, {{"X-Kind", "good"}, {"Link", "<x>; rel=\"next\""}}, "hello"});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  const Response response =
      http.send({"PUT", server.url() + "/a/b?c=d", {{"X-Test", "yes"}}, "{\"body\": 1}"});
  CHECK(response.status == 201);
  CHECK(response.is_success());
  CHECK(response.body == "hello");
  CHECK(response.header("x-kind") == "good");
  CHECK_FALSE(response.header("x-other"));
  REQUIRE(server.asked().size() == 1);
  const Asked asked = server.asked().front();
  CHECK(asked.method == "PUT");
  CHECK(asked.target == "/a/b?c=d");
  CHECK(asked.header("X-Test") == "yes");
  CHECK(asked.header("User-Agent").starts_with("relctl/"));
  CHECK(asked.header("Expect").empty());
  CHECK(asked.body == "{\"body\": 1}");
}

TEST_CASE("one request leaves nothing behind for the next") {
  HttpServer server;
  server.answer({});
  server.answer({});
  server.answer({});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  http.send({"POST", server.url() + "/", {{"Authorization", "Bearer abcdef"}}, "body"});
  http.send({"GET", server.url() + "/", {}, ""});
  http.send({"POST", server.url() + "/", {}, ""});
  REQUIRE(server.asked().size() == 3);
  CHECK(server.asked()[1].method == "GET");
  CHECK(server.asked()[1].header("Authorization").empty());
  CHECK(server.asked()[1].header("Content-Length").empty());
  CHECK(server.asked()[2].method == "POST");
  CHECK(server.asked()[2].body.empty());
}

TEST_CASE("what a server says it could not do now is tried again, after the pause it asks for") {
  struct Case {
    std::string what;
    std::string method;
    int status;
    std::string retry_after;
    std::vector<milliseconds> pauses;
  };
  const std::vector<Case> cases = {
      {"too many requests", "POST", 429, "7", {milliseconds(7000)}},
      {"too many requests, without a word", "POST", 429, "", {milliseconds(1000)}},
      {"unavailable", "POST", 503, "2", {milliseconds(2000)}},
      {"a secondary rate limit", "GET", 403, "3", {milliseconds(3000)}},
      {"forbidden is no rate limit", "GET", 403, "", {}},
      {"a gateway's error, harmless to repeat", "PATCH", 502, "", {milliseconds(1000)}},
      {"a gateway's error after a POST", "POST", 502, "", {}},
      {"a gateway's error after a POST that asks for another",
       "POST",
       502,
       "1",
       {milliseconds(1000)}},
      {"longer than there is time", "GET", 429, "3600", {}},
      {"a date in the past", "GET", 429, "Fri, 31 Dec 1999 23:59:59 GMT", {milliseconds(0)}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    HttpServer server;
    Answer answer{each.status, {}, "later"};
    if (!each.retry_after.empty()) answer.headers = {{"Retry-After", each.retry_after}};
    server.answer(answer);
    server.answer({200, {}, "done"});
    std::vector<milliseconds> pauses;
    Http http(options(pauses));
    const Response response = http.send({each.method, server.url() + "/", {}, ""});
    CHECK(pauses == each.pauses);
    CHECK(response.status == (each.pauses.empty() ? each.status : 200));
    CHECK(server.asked().size() == each.pauses.size() + 1);
  }
}

TEST_CASE("tries end, and the last answer is the answer") {
  HttpServer server;
  for (int i = 0; i < 9; ++i)
    server.answer({503, {}, "still"});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  CHECK(http.send({"GET", server.url() + "/", {}, ""}).status == 503);
  CHECK(server.asked().size() == 4);
  CHECK(pauses == std::vector{milliseconds(1000), milliseconds(2000), milliseconds(4000)});
}

TEST_CASE("a redirect on the same server is followed, token and all") {
  HttpServer server;
  server.answer({307, {{"Location", "/moved?x=1"}}, ""});
  server.answer({200, {}, "here"});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  const Response response =
      http.send({"POST", server.url() + "/old", {{"Authorization", "Bearer abcdef"}}, "text"});
  CHECK(response.body == "here");
  REQUIRE(server.asked().size() == 2);
  CHECK(server.asked()[1].target == "/moved?x=1");
  CHECK(server.asked()[1].method == "POST");
  CHECK(server.asked()[1].body == "text");
  CHECK(server.asked()[1].header("Authorization") == "Bearer abcdef");
}

TEST_CASE("no redirect reaches another server, with or without a token") {
  HttpServer other;
  HttpServer server;
  const std::vector<std::vector<Header>> kinds = {
      {}, {{"Authorization", "Bearer canary-token"}}, {{"PRIVATE-TOKEN", "canary-token"}}};
  for (const auto& headers : kinds) {
    server.answer({302, {{"Location", other.url() + "/steal?t=canary-token"}}, ""});
    std::vector<milliseconds> pauses;
    Http http(options(pauses));
    const Error error = error_of(http, {"GET", server.url() + "/", headers, ""});
    CHECK(error.kind() == ErrorKind::system);
    const std::string words = error.what();
    CHECK(words.find("which is not followed") != std::string::npos);
    CHECK((headers.empty() || words.find("canary-token") == std::string::npos));
  }
  CHECK(other.asked().empty());
}

TEST_CASE("a POST is not turned into a GET by a redirect") {
  HttpServer server;
  server.answer({302, {{"Location", "/login"}}, ""});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  CHECK(error_of(http, {"POST", server.url() + "/", {}, "x"}).kind() == ErrorKind::system);
  CHECK(server.asked().size() == 1);
}

TEST_CASE("redirects in circles end") {
  HttpServer server;
  for (int i = 0; i < 9; ++i)
    server.answer({308, {{"Location", "/again"}}, ""});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  const Error error = error_of(http, {"GET", server.url() + "/", {}, ""});
  CHECK(std::string(error.what()).find("in circles") != std::string::npos);
  CHECK(server.asked().size() == 6);
}

TEST_CASE("a server that says nothing is given up in time") {
  HttpServer server;
  server.answer({200, {}, "", Answer::Manners::mute});
  server.answer({200, {}, "", Answer::Manners::mute});
  std::vector<milliseconds> pauses;
  HttpOptions short_options = options(pauses);
  short_options.try_timeout = milliseconds(100);
  short_options.tries = 1;
  Http http(short_options);
  CHECK(error_of(http, {"GET", server.url() + "/", {}, ""}).kind() == ErrorKind::timeout);
  const Error error = error_of(http, {"POST", server.url() + "/", {}, "x"});
  CHECK(error.kind() == ErrorKind::unknown);
  CHECK(std::string(error.what()).find("unknown") != std::string::npos);
}

TEST_CASE("nothing is asked after the deadline") {
  HttpServer server;
  std::vector<milliseconds> pauses;
  HttpOptions late = options(pauses);
  late.deadline = Clock::now();
  Http http(late);
  CHECK(error_of(http, {"GET", server.url() + "/", {}, ""}).kind() == ErrorKind::timeout);
  CHECK(server.asked().empty());
}

TEST_CASE("a line that breaks is tried again unless the request might be carried out twice") {
  HttpServer server;
  server.answer({200, {}, "half", Answer::Manners::cut});
  server.answer({200, {}, "whole"});
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  CHECK(http.send({"GET", server.url() + "/", {}, ""}).body == "whole");
  server.answer({200, {}, "half", Answer::Manners::cut});
  CHECK(error_of(http, {"POST", server.url() + "/", {}, ""}).kind() == ErrorKind::unknown);
  CHECK(server.asked().size() == 3);
}

TEST_CASE("a server that is not there is tried again, then named") {
  std::string url;
  {
    const HttpServer gone;
    url = gone.url();
  }
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  const Error error = error_of(http, {"POST", url + "/", {{"Authorization", "canary"}}, "x"});
  CHECK(error.kind() == ErrorKind::system);
  CHECK(std::string(error.what()).starts_with(url + ": "));
  CHECK(pauses.size() == 3);
}

TEST_CASE("an answer that is too big is refused") {
  HttpServer server;
  server.answer({200, {}, std::string(2000, 'x')});
  server.answer({200, {}, std::string(1000, 'x')});
  std::vector<milliseconds> pauses;
  HttpOptions small = options(pauses);
  small.most_bytes = 1000;
  Http http(small);
  const Error error = error_of(http, {"GET", server.url() + "/", {}, ""});
  CHECK(error.kind() == ErrorKind::system);
  CHECK(std::string(error.what()).find("the answer is too big") != std::string::npos);
  CHECK(http.send({"GET", server.url() + "/", {}, ""}).body.size() == 1000);
}

TEST_CASE("what is no address or no header is refused before anything is sent") {
  HttpServer server;
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  CHECK(error_of(http, {"GET", "file:///etc/passwd", {}, ""}).kind() == ErrorKind::input);
  const Error error =
      error_of(http, {"GET", server.url() + "/", {{"Authorization", "a\r\nX-Evil: canary"}}, ""});
  CHECK(error.kind() == ErrorKind::input);
  CHECK(std::string(error.what()).find("canary") == std::string::npos);
  CHECK(server.asked().empty());
}

TEST_CASE("the proxy of the environment is used") {
  HttpServer proxy;
  proxy.answer({200, {}, "by proxy"});
  ::setenv("http_proxy", proxy.url().c_str(), 1);
  std::vector<milliseconds> pauses;
  Http http(options(pauses));
  CHECK(http.send({"GET", "http://forge.invalid/x", {}, ""}).body == "by proxy");
  ::unsetenv("http_proxy");
  CHECK(proxy.asked().front().target == "http://forge.invalid/x");
}

TEST_CASE("a certificate authority is taken from the variables that others read") {
  std::map<std::string, std::string> variables{{"GIT_SSL_CAINFO", "/git.pem"}};
  const auto lookup = [&](const std::string& name) -> std::optional<std::string> {
    const auto at = variables.find(name);
    if (at == variables.end()) return {};
    return at->second;
  };
  CHECK(ca_file(lookup) == "/git.pem");
  variables["SSL_CERT_FILE"] = "";
  CHECK(ca_file(lookup) == "/git.pem");
  variables["SSL_CERT_FILE"] = "/all.pem";
  CHECK(ca_file(lookup) == "/all.pem");
}

}  // namespace relctl::net
