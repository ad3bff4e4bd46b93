// SPDX-License-Identifier: MIT
#include "demo/docs.hpp"

#include <string_view>

#include <fmt/format.h>

#include "demo/problem.hpp"
#include "demo/schemas.hpp"

namespace relctl::demo {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}"
    "h2{border-top:1px solid #ccc;padding-top:1rem}"
    "code,pre{font:14px/1.4 ui-monospace,monospace;background:#f3f3f3;padding:.1rem .3rem}"
    "pre{padding:.7rem;overflow:auto}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #e3e3e3;"
    "vertical-align:top}"
    "@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}"
    "code,pre{background:#262626}a{color:#8ab4f8}}";

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string link_to(const std::string& schema) {
  if (schema.empty()) return "";
  return fmt::format("<a href=\"#schema-{0}\">{0}</a>", schema);
}

std::string contents(const std::vector<Route>& routes) {
  std::string list;
  for (const Route& route : routes) {
    list += fmt::format("<li><a href=\"#{}\"><code>{} {}</code></a> {}</li>\n", route.name,
                        route.method, escape(route.pattern), escape(route.summary));
  }
  return "<ul>\n" + list + "</ul>\n";
}

std::string parameters(const Route& route) {
  if (route.parameters.empty()) return "";
  std::string rows = "<tr><th>Parameter</th><th>In</th><th>Meaning</th><th>Schema</th></tr>\n";
  for (const Parameter& parameter : route.parameters) {
    rows += fmt::format(
        "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
        escape(parameter.name), parameter.in, escape(parameter.meaning),
        escape(parameter.schema.dump()));
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string answers(const Route& route) {
  std::string rows = "<tr><th>Status</th><th>Meaning</th><th>Type</th><th>Schema</th></tr>\n";
  for (const Answer& answer : route.answers) {
    rows += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", answer.status,
                        escape(answer.meaning), escape(answer.media_type), link_to(answer.schema));
  }
  return "<table>\n" + rows + "</table>\n";
}

std::string section(const Route& route) {
  const std::string body =
      route.body.empty() ? "" : fmt::format("<p>Body: {}, as JSON</p>\n", link_to(route.body));
  return fmt::format("<h2 id=\"{}\"><code>{} {}</code></h2>\n<p>{}</p>\n{}{}{}", route.name,
                     route.method, escape(route.pattern), escape(route.summary), parameters(route),
                     body, answers(route));
}

std::string problems() {
  std::string list;
  for (const ProblemType& type : problem_types()) {
    list += fmt::format("<dt id=\"{0}\"><code>/docs#{0}</code>: {1}</dt><dd>{2}</dd>\n", type.name,
                        escape(type.title), escape(type.meaning));
  }
  return "<h2>Problems</h2>\n<p>Whatever goes wrong is answered as <code>application/problem+json"
         "</code> (RFC 9457); where <code>type</code> is <code>about:blank</code>, the status says "
         "it all.</p>\n<dl>\n" +
         list + "</dl>\n";
}

std::string schema_list() {
  std::string list = "<h2>Schemas</h2>\n";
  const Json all = schemas();
  for (const auto& [name, schema] : all.items()) {
    list += fmt::format("<h3 id=\"schema-{0}\">{0}</h3>\n<pre>{1}</pre>\n", name,
                        escape(schema.dump(2)));
  }
  return list;
}

}  // namespace

std::string docs(const std::vector<Route>& routes, const std::string& version) {
  std::string sections;
  for (const Route& route : routes)
    sections += section(route);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<title>relctl-demo</title>\n<style>{}</style>\n</head>\n<body>\n"
      "<h1>relctl-demo {}</h1>\n<p>The sample service that relctl releases. For machines: "
      "<a href=\"/openapi.json\">/openapi.json</a>.</p>\n{}{}{}{}</body>\n</html>\n",
      style, escape(version), contents(routes), sections, problems(), schema_list());
}

}  // namespace relctl::demo
