// SPDX-License-Identifier: MIT
#include "demo/routes.hpp"

#include "demo/item_resource.hpp"
#include "demo/pages.hpp"

namespace relctl::demo {
namespace {

const std::string json = "application/json";
const std::string problem = "application/problem+json";

Parameter id_parameter() {
  return {"id", "path", "The item's number", {{"type", "integer"}, {"minimum", 1}}};
}

std::vector<Parameter> page_parameters() {
  return {
      {"offset",
       "query",
       "How many items to pass over",
       {{"type", "integer"}, {"minimum", 0}, {"default", 0}}},
      {"limit",
       "query",
       "How many items to list at most",
       {{"type", "integer"}, {"minimum", 1}, {"maximum", longest_page}, {"default", usual_page}}}};
}

/// The service and its description.
std::vector<Route> about(const Parts& parts) {
  return {
      {"GET",
       "/",
       "greet",
       "Says hello",
       {},
       "",
       {{200, "The greeting", json, "Greeting"}},
       false,
       [parts](const Request&) { return greeting(parts.settings); }},

      {"GET",
       "/version",
       "version",
       "Says which build this is",
       {},
       "",
       {{200, "Version and revision", json, "Version"}},
       false,
       [parts](const Request&) { return version(parts.settings); }},

      {"GET",
       "/openapi.json",
       "openapi",
       "This interface as an OpenAPI document",
       {},
       "",
       {{200, "OpenAPI 3.1", json, "Document"}},
       false,
       [parts](const Request&) { return openapi_document(parts.documents); }},

      {"GET",
       "/docs",
       "docs",
       "This interface as a page to read",
       {},
       "",
       {{200, "HTML without external assets", "text/html", "Text"}},
       false,
       [parts](const Request&) { return docs_page(parts.documents); }},
  };
}

/// The list of items.
std::vector<Route> items(const Parts& parts) {
  return {
      {"GET",
       "/items",
       "listItems",
       "Lists items in the order in which they were added",
       page_parameters(),
       "",
       {{200, "A page of items", json, "ItemPage"},
        {400, "A parameter cannot be used", problem, "Problem"}},
       false,
       [parts](const Request& request) { return list_items(parts.items, request); }},

      {"POST",
       "/items",
       "createItem",
       "Adds an item",
       {},
       "NewItem",
       {{201, "The item as it was added", json, "Item", {{"Location", "Where the item is"}}},
        {400, "The body is not JSON", problem, "Problem"},
        {409, "There is no room for another item", problem, "Problem"},
        {413, "The body is too long", problem, "Problem"},
        {415, "The body is not declared to be JSON", problem, "Problem"},
        {422, "The body does not fit its schema", problem, "Problem"}},
       false,
       [parts](const Request& request) { return create_item(parts.items, request); }},
  };
}

/// One item.
std::vector<Route> item(const Parts& parts) {
  return {
      {"GET",
       "/items/{id}",
       "getItem",
       "Shows one item",
       {id_parameter()},
       "",
       {{200, "The item", json, "Item"},
        {400, "The id is not a number", problem, "Problem"},
        {404, "There is no such item", problem, "Problem"}},
       false,
       [parts](const Request& request) { return get_item(parts.items, request); }},

      {"DELETE",
       "/items/{id}",
       "deleteItem",
       "Removes one item",
       {id_parameter()},
       "",
       {{204, "The item is gone", "", ""},
        {400, "The id is not a number", problem, "Problem"},
        {404, "There is no such item", problem, "Problem"}},
       false,
       [parts](const Request& request) { return delete_item(parts.items, request); }},
  };
}

/// What the platform asks.
std::vector<Route> probes(const Parts& parts) {
  return {
      {"GET",
       "/livez",
       "live",
       "Says that the process works",
       {},
       "",
       {{200, "It does", json, "Status"}},
       true,
       [](const Request&) { return live(); }},

      {"GET",
       "/readyz",
       "ready",
       "Says whether to send requests here",
       {},
       "",
       {{200, "Ready", json, "Status"}, {503, "Starting, or about to stop", problem, "Problem"}},
       true,
       [parts](const Request&) { return ready(parts.health); }},

      {"GET",
       "/metrics",
       "metrics",
       "Metrics for Prometheus",
       {},
       "",
       {{200, "Prometheus text format 0.0.4", Metrics::media_type, "Text"}},
       true,
       [parts](const Request&) { return metrics(parts.metrics); }},
  };
}

}  // namespace

std::vector<Route> make_routes(const Parts& parts) {
  std::vector<Route> routes;
  for (const auto& group : {about, items, item, probes}) {
    for (Route& route : group(parts))
      routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace relctl::demo
