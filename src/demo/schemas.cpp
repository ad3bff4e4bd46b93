// SPDX-License-Identifier: MIT
#include "demo/schemas.hpp"

#include <utility>

#include "demo/item_resource.hpp"
#include "demo/items.hpp"

namespace relctl::demo {
namespace {

Json string(const char* meaning) {
  return {{"type", "string"}, {"description", meaning}};
}

Json whole_number(std::uint64_t least) {
  return {{"type", "integer"}, {"minimum", least}};
}

Json object(Json required, Json properties) {
  return {{"type", "object"},
          {"required", std::move(required)},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json list_of(const char* name) {
  return {{"type", "array"}, {"items", {{"$ref", std::string("#/components/schemas/") + name}}}};
}

Json item_name() {
  return {{"type", "string"}, {"minLength", 1}, {"maxLength", NewItem::longest_name}};
}

Json quantity() {
  return {{"type", "integer"}, {"minimum", 0}, {"maximum", NewItem::most}, {"default", 1}};
}

Json item() {
  return object({"id", "name", "quantity", "created"},
                {{"id", whole_number(1)},
                 {"name", item_name()},
                 {"quantity", quantity()},
                 {"created", {{"type", "string"}, {"format", "date-time"}}}});
}

Json item_page() {
  Json limit = whole_number(1);
  limit["maximum"] = longest_page;
  return object({"items", "total", "offset", "limit"}, {{"items", list_of("Item")},
                                                        {"total", whole_number(0)},
                                                        {"offset", whole_number(0)},
                                                        {"limit", limit}});
}

Json problem_schema() {
  Json status = {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}};
  Json reference = {{"type", "string"}, {"format", "uri-reference"}};
  return object({"type", "title", "status", "detail", "instance"},
                {{"type", reference},
                 {"title", string("The kind of problem, in words")},
                 {"status", status},
                 {"detail", string("What went wrong this time")},
                 {"instance", reference},
                 {"errors", list_of("Complaint")}});
}

}  // namespace

Json schemas() {
  return {
      {"Greeting", object({"message", "docs"}, {{"message", string("The greeting")},
                                                {"docs", string("Where to read on")}})},
      {"NewItem", object(Json::array({"name"}), {{"name", item_name()}, {"quantity", quantity()}})},
      {"Item", item()},
      {"ItemPage", item_page()},
      {"Version", object({"version", "revision"},
                         {{"version", string("The version")}, {"revision", string("The commit")}})},
      {"Status", object(Json::array({"status"}), {{"status", {{"const", "ok"}}}})},
      {"Problem", problem_schema()},
      {"Complaint",
       object({"where", "message"},
              {{"where", string("A JSON pointer into the body, or a parameter's name")},
               {"message", string("What is wrong with it")}})},
      {"Document", {{"type", "object"}}},
      {"Text", {{"type", "string"}}},
  };
}

}  // namespace relctl::demo
