// SPDX-License-Identifier: MIT
#include <algorithm>
#include <csignal>
#include <regex>
#include <set>

#include <doctest/doctest.h>

#include "client.hpp"
#include "schema.hpp"
#include "service.hpp"

namespace relctl::demo_test {
namespace {

using nlohmann::json;

/// A call, and the operation and answer of the OpenAPI document that it must lead to.
struct Example {
  Call call;
  std::string pattern;
  int status;
};

std::vector<Example> examples() {
  const std::string item = R"({"name":"a"})";
  return {
      {{"GET", "/"}, "/", 200},
      {{"GET", "/items"}, "/items", 200},
      {{"GET", "/items?limit=0"}, "/items", 400},
      {{"POST", "/items", item}, "/items", 201},
      {{"POST", "/items", item}, "/items", 409},
      {{"POST", "/items", "{"}, "/items", 400},
      {{"POST", "/items", std::string(101, ' ')}, "/items", 413},
      {{"POST", "/items", item, "text/plain"}, "/items", 415},
      {{"POST", "/items", "{}"}, "/items", 422},
      {{"GET", "/items/1"}, "/items/{id}", 200},
      {{"GET", "/items/x"}, "/items/{id}", 400},
      {{"GET", "/items/2"}, "/items/{id}", 404},
      {{"DELETE", "/items/x"}, "/items/{id}", 400},
      {{"DELETE", "/items/1"}, "/items/{id}", 204},
      {{"DELETE", "/items/1"}, "/items/{id}", 404},
      {{"GET", "/version"}, "/version", 200},
      {{"GET", "/livez"}, "/livez", 200},
      {{"GET", "/readyz"}, "/readyz", 200},
      {{"GET", "/metrics"}, "/metrics", 200},
      {{"GET", "/openapi.json"}, "/openapi.json", 200},
      {{"GET", "/docs"}, "/docs", 200},
  };
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

std::string label(const std::string& method, const std::string& pattern,
                  const std::string& status) {
  return lower_case(method) + " " + pattern + " " + status;
}

/// Makes the call and checks the answer against what the document says of it.
void check_example(int port, const json& document, const Example& example) {
  CAPTURE(example.call.method);
  CAPTURE(example.call.path);
  const Answer answer = ask(port, example.call);
  CHECK(answer.status == example.status);
  const json& operation =
      document.at("paths").at(example.pattern).at(lower_case(example.call.method));
  REQUIRE(operation.at("responses").contains(std::to_string(answer.status)));
  const json& described = operation.at("responses").at(std::to_string(answer.status));
  const json headers = described.value("headers", json::object());
  for (const auto& [name, header] : headers.items()) {
    CAPTURE(name);
    CHECK_FALSE(answer.header(lower_case(name)).empty());
  }
  if (!described.contains("content")) {
    CHECK(answer.body.empty());
    return;
  }
  const auto content = described.at("content").begin();
  CHECK(answer.header("content-type").rfind(content.key(), 0) == 0);
  if (content.key().find("json") == std::string::npos) return;
  CHECK(misfits(answer.json(), content.value().at("schema"), document) ==
        std::vector<std::string>{});
}

TEST_CASE("every answer that the OpenAPI document describes is given, just as it is described") {
  Service service(
      Variables{{"MAX_ITEMS", "1"}, {"MAX_BODY_BYTES", "100"}, {"SHUTDOWN_GRACE", "300"}});
  REQUIRE(service.says("ready"));
  const json document = get(service.port(), "/openapi.json").json();
  std::set<std::string> tried;
  const auto check = [&](const Example& example) {
    check_example(service.port(), document, example);
    tried.insert(label(example.call.method, example.pattern, std::to_string(example.status)));
  };
  for (const Example& example : examples())
    check(example);
  service.process().signal(SIGTERM);
  REQUIRE(service.says("draining"));
  check({{"GET", "/readyz"}, "/readyz", 503});

  std::set<std::string> described;
  for (const auto& [pattern, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      for (const auto& [status, answer] : operation.at("responses").items()) {
        if (status != "default") described.insert(label(method, pattern, status));
      }
    }
  }
  CHECK(tried == described);
}

TEST_CASE("a method that the OpenAPI document does not describe is not there") {
  Service service;
  const json document = get(service.port(), "/openapi.json").json();
  for (const auto& [pattern, item] : document.at("paths").items()) {
    for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      if (item.contains(lower_case(method))) continue;
      const std::string path = std::regex_replace(pattern, std::regex(R"(\{[a-z]+\})"), "1");
      CAPTURE(method);
      CAPTURE(path);
      CHECK(ask(service.port(), {method, path}).status == 405);
    }
  }
}

void check_references(const json& part, const json& document) {
  if (part.is_object() && part.contains("$ref")) {
    const auto target = part.at("$ref").get<std::string>();
    CAPTURE(target);
    CHECK(document.contains(json::json_pointer(target.substr(1))));
  }
  if (!part.is_structured()) return;
  for (const json& inner : part)
    check_references(inner, document);
}

TEST_CASE("the OpenAPI document is complete in itself") {
  Service service(Variables{{"APP_VERSION", "9.8.7"}});
  const json document = get(service.port(), "/openapi.json").json();
  CHECK(document.at("openapi") == "3.1.0");
  CHECK(document.at("info").at("version") == "9.8.7");
  check_references(document, document);
  std::set<std::string> names;
  for (const auto& [pattern, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      CAPTURE(pattern);
      CHECK(names.insert(operation.at("operationId")).second);
      CHECK_FALSE(operation.at("summary").get<std::string>().empty());
      CHECK(operation.at("responses").contains("default"));
      const bool has_parameter = pattern.find('{') != std::string::npos;
      if (has_parameter) CHECK(operation.at("parameters").at(0).at("required") == true);
    }
  }
}

TEST_CASE("the docs page has every operation and problem, and needs nothing else") {
  Service service;
  const std::string page = get(service.port(), "/docs").body;
  const json document = get(service.port(), "/openapi.json").json();
  for (const auto& [pattern, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      const auto name = operation.at("operationId").get<std::string>();
      CAPTURE(name);
      CHECK(page.find("<h2 id=\"" + name + "\">") != std::string::npos);
    }
  }
  const auto ordered = nlohmann::ordered_json::parse(get(service.port(), "/openapi.json").body);
  for (const auto& [name, schema] : ordered.at("components").at("schemas").items()) {
    CAPTURE(name);
    const std::string text = std::regex_replace(schema.dump(2), std::regex("\""), "&quot;");
    CHECK(page.find(">" + name + "</h3>\n<pre>" + text + "</pre>") != std::string::npos);
  }
  for (const std::string foreign : {"://", "<script", "<link", "<img", "src=", "@import", "url("}) {
    CAPTURE(foreign);
    CHECK(page.find(foreign) == std::string::npos);
  }
  static const std::regex link("href=\"#([^\"]+)\"");
  for (auto found = std::sregex_iterator(page.begin(), page.end(), link);
       found != std::sregex_iterator(); ++found) {
    const std::string target = (*found)[1];
    CAPTURE(target);
    CHECK(page.find("id=\"" + target + "\"") != std::string::npos);
  }
  const auto full = ask(service.port(), {"POST", "/items", "{"}).json().at("type");
  const auto anchor = full.get<std::string>().substr(std::string("/docs#").size());
  CHECK(page.find("id=\"" + anchor + "\"") != std::string::npos);
}

TEST_CASE("what the environment says cannot break out of the docs page") {
  Service service(Variables{{"APP_VERSION", "<script>alert(1)</script>"}});
  const auto answer = get(service.port(), "/docs");
  CHECK(answer.body.find("<script") == std::string::npos);
  CHECK(answer.body.find("&lt;script&gt;") != std::string::npos);
  CHECK(answer.header("content-security-policy").find("default-src 'none'") == 0);
}

}  // namespace
}  // namespace relctl::demo_test
