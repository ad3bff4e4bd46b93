// SPDX-License-Identifier: MIT
#include "demo/openapi.hpp"

#include <algorithm>

#include "demo/schemas.hpp"

namespace relctl::demo {
namespace {

Json reference(const std::string& schema) {
  return {{"$ref", "#/components/schemas/" + schema}};
}

Json content(const std::string& media_type, const std::string& schema) {
  return {{media_type, {{"schema", reference(schema)}}}};
}

Json parameter(const Parameter& described) {
  return {{"name", described.name},
          {"in", described.in},
          {"required", described.in == "path"},
          {"description", described.meaning},
          {"schema", described.schema}};
}

Json answer(const Answer& described) {
  Json written = {{"description", described.meaning}};
  for (const auto& [name, meaning] : described.headers) {
    written["headers"][name] = {{"description", meaning}, {"schema", {{"type", "string"}}}};
  }
  if (!described.media_type.empty()) {
    written["content"] = content(described.media_type, described.schema);
  }
  return written;
}

Json operation(const Route& route) {
  Json written = {{"operationId", route.name}, {"summary", route.summary}};
  for (const Parameter& described : route.parameters) {
    written["parameters"].push_back(parameter(described));
  }
  if (!route.body.empty()) {
    written["requestBody"] = {{"required", true},
                              {"content", content("application/json", route.body)}};
  }
  for (const Answer& described : route.answers) {
    written["responses"][std::to_string(described.status)] = answer(described);
  }
  written["responses"]["default"] = {{"$ref", "#/components/responses/Problem"}};
  return written;
}

std::string small_letters(std::string method) {
  std::transform(method.begin(), method.end(), method.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return method;
}

}  // namespace

Json openapi(const std::vector<Route>& routes, const std::string& version) {
  Json document = {{"openapi", "3.1.0"},
                   {"info",
                    {{"title", "relctl-demo"},
                     {"summary", "The sample service that relctl releases"},
                     {"version", version},
                     {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
                   {"servers", Json::array({{{"url", "/"}}})}};
  for (const Route& route : routes) {
    document["paths"][route.pattern][small_letters(route.method)] = operation(route);
  }
  document["components"] = {
      {"schemas", schemas()},
      {"responses",
       {{"Problem",
         {{"description", "Whatever else can go wrong, as RFC 9457 problem details"},
          {"content", content("application/problem+json", "Problem")}}}}}};
  return document;
}

}  // namespace relctl::demo
