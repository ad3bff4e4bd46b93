// SPDX-License-Identifier: MIT
#include "demo/api.hpp"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "demo/problem.hpp"

namespace relctl::demo {
namespace {

using httplib::Request;
using httplib::Response;

constexpr std::uint64_t any_number = std::numeric_limits<std::int64_t>::max();

/// Without a status the library's own: 200, or 206 where a range was asked for.
void answer(Response& response, const Json& value, std::optional<int> status = std::nullopt) {
  if (status) response.status = *status;
  response.set_content(value.dump(2) + '\n', "application/json");
}

std::uint64_t number(const std::string& name, const std::string& text, std::uint64_t least,
                     std::uint64_t most) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure == std::errc() && stop == end && value >= least && value <= most) return value;
  const std::string wrong = fmt::format("must be a whole number from {} to {}", least, most);
  throw Problem(400, fmt::format("The parameter {} {}.", name, wrong), "invalid-parameter",
                {{name, wrong}});
}

std::uint64_t query_number(const Request& request, const std::string& name, std::uint64_t least,
                           std::uint64_t most, std::uint64_t otherwise) {
  const auto count = request.get_param_value_count(name);
  if (count == 0) return otherwise;
  if (count == 1) return number(name, request.get_param_value(name), least, most);
  throw Problem(400, fmt::format("The parameter {} must be given once.", name), "invalid-parameter",
                {{name, "must be given once"}});
}

std::uint64_t item_id(const Request& request) {
  return number("id", request.path.substr(std::string_view("/items/").size()), 1, any_number);
}

Problem no_such_item(std::uint64_t id) {
  return {404, fmt::format("There is no item {}.", id)};
}

Json to_json(const Item& item) {
  return {
      {"id", item.id}, {"name", item.name}, {"quantity", item.quantity}, {"created", item.created}};
}

void list_items(const Items& items, const Request& request, Response& response) {
  const auto offset = query_number(request, "offset", 0, any_number, 0);
  const auto limit = query_number(request, "limit", 1, 100, 20);
  const Page page = items.page(offset, limit);
  Json list = Json::array();
  for (const Item& item : page.items)
    list.push_back(to_json(item));
  answer(response, {{"items", list}, {"total", page.total}, {"offset", offset}, {"limit", limit}});
}

void create_item(Items& items, const Request& request, Response& response) {
  const auto added = items.add(read_new_item(request.body));
  if (!added) throw Problem(409, "There is no room: delete an item first.", "items-full");
  response.set_header("Location", fmt::format("/items/{}", added->id));
  answer(response, to_json(*added), 201);
}

void get_item(const Items& items, const Request& request, Response& response) {
  const auto item = items.find(item_id(request));
  if (!item) throw no_such_item(item_id(request));
  answer(response, to_json(*item));
}

void delete_item(Items& items, const Request& request, Response& response) {
  if (!items.remove(item_id(request))) throw no_such_item(item_id(request));
  response.status = 204;
}

void ready(Phase phase, Response& response) {
  if (phase == Phase::starting) throw Problem(503, "The service is starting.");
  if (phase == Phase::draining) throw Problem(503, "The service is about to stop.");
  answer(response, {{"status", "ok"}});
}

void docs_page(const std::string& page, Response& response) {
  // The page carries its style and nothing else: whatever got into it, no browser runs it.
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  response.set_content(page, "text/html; charset=utf-8");
}

}  // namespace

std::optional<std::string> Route::fit(const std::string& path) const {
  const auto brace = pattern.find('{');
  if (brace == std::string::npos) return path == pattern ? std::optional("") : std::nullopt;
  if (path.size() <= brace || path.compare(0, brace, pattern, 0, brace) != 0) return std::nullopt;
  if (path.find('/', brace) != std::string::npos) return std::nullopt;
  return path.substr(brace);
}

std::vector<Route> make_routes(const Parts& parts) {
  const Json document = openapi(parts.settings.version);
  const std::string page = docs(document);
  const auto with = [parts](auto handler) {
    return [=](const Request& request, Response& response) {
      handler(parts.items, request, response);
    };
  };
  const auto fixed = [](Json value) {
    return [value = std::move(value)](const Request&, Response& to) { answer(to, value); };
  };
  return {
      {"GET", "/", false, fixed({{"message", parts.settings.greeting}, {"docs", "/docs"}})},
      {"GET", "/version", false,
       fixed({{"version", parts.settings.version}, {"revision", parts.settings.revision}})},
      {"GET", "/openapi.json", false, fixed(document)},
      {"GET", "/docs", false, [page](const Request&, Response& to) { docs_page(page, to); }},
      {"GET", "/items", false, with(list_items)},
      {"POST", "/items", false, with(create_item)},
      {"GET", "/items/{id}", false, with(get_item)},
      {"DELETE", "/items/{id}", false, with(delete_item)},
      {"GET", "/livez", true, fixed({{"status", "ok"}})},
      {"GET", "/readyz", true, [parts](const Request&, Response& to) { ready(parts.phase, to); }},
      {"GET", "/metrics", true,
       [parts](const Request&, Response& to) {
         to.set_content(parts.metrics.text(parts.items.count()),
                        "text/plain; version=0.0.4; charset=utf-8");
       }},
  };
}

}  // namespace relctl::demo
