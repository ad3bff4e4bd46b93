// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "demo/api.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "h2{border-top:1px solid;padding-top:1rem}pre{overflow:auto}:root{color-scheme:light dark}";

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') escaped += "&amp;";
    if (c == '<') escaped += "&lt;";
    if (c == '>') escaped += "&gt;";
    if (c == '"') escaped += "&quot;";
    if (std::string_view("&<>\"").find(c) == std::string_view::npos) escaped += c;
  }
  return escaped;
}

std::string section(std::string method, const std::string& pattern, const Json& operation) {
  std::transform(method.begin(), method.end(), method.begin(), ::toupper);
  std::string text =
      fmt::format("<h2 id=\"{}\"><code>{} {}</code></h2>\n<p>{}</p>\n<ul>\n",
                  operation.at("operationId").get<std::string>(), method, escape(pattern),
                  escape(operation.at("summary").get<std::string>()));
  for (const auto& [status, answer] : operation.at("responses").items()) {
    text += fmt::format("<li>{}: {}</li>\n", status,
                        escape(answer.value("description", "any other problem")));
  }
  return text + "</ul>\n";
}

}  // namespace

std::string docs(const Json& document) {
  std::string body;
  for (const auto& [pattern, path] : document.at("paths").items()) {
    for (const auto& [method, operation] : path.items())
      body += section(method, pattern, operation);
  }
  body +=
      "<h2>Problems</h2>\n<p>Whatever goes wrong is answered as <code>application/problem+json"
      "</code> (RFC 9457).</p>\n<dl>\n";
  for (const ProblemType& type : problem_types()) {
    body += fmt::format("<dt id=\"{0}\"><code>/docs#{0}</code>: {1}</dt><dd>{2}</dd>\n", type.name,
                        type.title, type.meaning);
  }
  body += "</dl>\n<h2>Schemas</h2>\n<pre>" +
          escape(document.at("components").at("schemas").dump(2)) + "</pre>\n";
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<title>relctl-demo</title>\n<style>{}</style>\n</head>\n<body>\n<h1>relctl-demo {}</h1>\n"
      "<p>The sample service that relctl releases. For machines: "
      "<a href=\"/openapi.json\">/openapi.json</a>.</p>\n{}</body>\n</html>\n",
      style, escape(document.at("info").at("version").get<std::string>()), body);
}

}  // namespace relctl::demo
