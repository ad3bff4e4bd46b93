// SPDX-License-Identifier: MIT
#include "demo/api.hpp"

#include <limits>

#include <fmt/format.h>

#include "base/replace_all.hpp"
#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

using httplib::Request;
using httplib::Response;

constexpr std::uint64_t any_number = std::numeric_limits<std::int64_t>::max();

/// Without a status the library's own: 200, or 206 where a range was asked for.
void answer(Response& response, const Json& value) {
  response.set_content(value.dump(2) + '\n', "application/json");
}

Problem unfit(const std::string& name, const std::string& wrong) {
  return {
      400, fmt::format("The parameter {} {}.", name, wrong), "invalid-parameter", {{name, wrong}}};
}

std::uint64_t number(const std::string& name, const std::string& text, std::uint64_t least,
                     std::uint64_t most) {
  if (const auto value = whole_number(text, least, most)) return *value;
  throw unfit(name, fmt::format("must be a whole number from {} to {}", least, most));
}

std::uint64_t query_number(const Request& request, const std::string& name, std::uint64_t least,
                           std::uint64_t most, std::uint64_t otherwise) {
  const auto count = request.get_param_value_count(name);
  if (count == 0) return otherwise;
  if (count > 1) throw unfit(name, "must be given once");
  return number(name, request.get_param_value(name), least, most);
}

std::uint64_t item_id(const Request& request) {
  return number("id", request.path.substr(std::string_view("/items/").size()), 1, any_number);
}

void create_item(Items& items, const Request& request, Response& response) {
  const Json added = items.add(request.body);
  response.status = 201;
  response.set_header("Location", fmt::format("/items/{}", added.at("id").get<std::uint64_t>()));
  answer(response, added);
}

void ready(Phase phase, Response& response) {
  if (phase == Phase::starting) throw Problem(503, "The service is starting.");
  if (phase == Phase::draining) throw Problem(503, "The service is about to stop.");
  answer(response, {{"status", "ok"}});
}

/// The version comes from the environment: it is text there, not HTML.
std::string docs_page(const std::string& version) {
  const std::string text = replace_all(replace_all(version, "&", "&amp;"), "<", "&lt;");
  return replace_all(std::string(docs()), "{{version}}", replace_all(text, ">", "&gt;"));
}

std::vector<Route> item_routes(Items& items) {
  return {
      {"GET", "/items", false,
       [&](const Request& request, Response& to) {
         const auto offset = query_number(request, "offset", 0, any_number, 0);
         answer(to, items.page(offset, query_number(request, "limit", 1, 100, 20)));
       }},
      {"POST", "/items", false,
       [&](const Request& request, Response& to) { create_item(items, request, to); }},
      {"GET", "/items/{id}", false,
       [&](const Request& request, Response& to) { answer(to, items.get(item_id(request))); }},
      {"DELETE", "/items/{id}", false,
       [&](const Request& request, Response& to) {
         items.remove(item_id(request));
         to.status = 204;
       }},
  };
}

}  // namespace

bool Route::fits(const std::string& path) const {
  const auto brace = pattern.find('{');
  if (brace == std::string::npos) return path == pattern;
  return path.size() > brace && path.compare(0, brace, pattern, 0, brace) == 0 &&
         path.find('/', brace) == std::string::npos;
}

std::vector<Route> make_routes(const Parts& parts) {
  const Settings& settings = parts.settings;
  const auto fixed = [](Json value) {
    return [value = std::move(value)](const Request&, Response& to) { answer(to, value); };
  };
  Json document = Json::parse(openapi());
  document["info"]["version"] = settings.version;
  std::vector<Route> routes = item_routes(parts.items);
  routes.insert(
      routes.end(),
      {{"GET", "/", false, fixed({{"message", settings.greeting}, {"docs", "/docs"}})},
       {"GET", "/version", false,
        fixed({{"version", settings.version}, {"revision", settings.revision}})},
       {"GET", "/openapi.json", false, fixed(std::move(document))},
       {"GET", "/docs", false,
        [page = docs_page(settings.version)](const Request&, Response& to) {
          // The page carries its style and nothing else: whatever got into it, no browser runs it.
          to.set_header("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
          to.set_content(page, "text/html; charset=utf-8");
        }},
       {"GET", "/livez", true, fixed({{"status", "ok"}})},
       {"GET", "/readyz", true, [parts](const Request&, Response& to) { ready(parts.phase, to); }},
       {"GET", "/metrics", true, [parts](const Request&, Response& to) {
          to.set_content(parts.metrics.text(parts.items.count()),
                         "text/plain; version=0.0.4; charset=utf-8");
        }}});
  return routes;
}

}  // namespace relctl::demo
