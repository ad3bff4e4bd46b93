// SPDX-License-Identifier: MIT
#include "demo/api.hpp"

namespace relctl::demo {
namespace {

constexpr const char* document = R"json({
"openapi": "3.1.0",
"info": {"title": "relctl-demo", "summary": "The sample service that relctl releases",
  "version": "", "license": {"name": "MIT", "identifier": "MIT"}},
"servers": [{"url": "/"}],
"paths": {
"/": {"get": {"operationId": "greet", "summary": "Says hello", "responses": {"200": "Greeting"}}},
"/version": {"get": {"operationId": "version", "summary": "Says which build this is", "responses": {"200": "Version"}}},
"/openapi.json": {"get": {"operationId": "openapi", "summary": "This interface as an OpenAPI document", "responses": {"200": "Document"}}},
"/docs": {"get": {"operationId": "docs", "summary": "This interface as a page to read", "responses": {"200": "text/html"}}},
"/items": {
  "get": {"operationId": "listItems", "summary": "Lists items in the order in which they were added",
    "parameters": [
      {"name": "offset", "in": "query", "required": false, "description": "How many items to pass over", "schema": {"type": "integer", "minimum": 0, "default": 0}},
      {"name": "limit", "in": "query", "required": false, "description": "How many items to list at most", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}}],
    "responses": {"200": "ItemPage", "400": "A parameter cannot be used"}},
  "post": {"operationId": "createItem", "summary": "Adds an item", "requestBody": "NewItem",
    "responses": {"201": "Item", "400": "The body is not JSON", "409": "There is no room for another item",
      "413": "The body is too long", "415": "The body is not declared to be JSON", "422": "The body does not fit its schema"}}},
"/items/{id}": {
  "get": {"operationId": "getItem", "summary": "Shows one item", "parameters": [{"name": "id", "in": "path", "required": true, "description": "The item's number", "schema": {"type": "integer", "minimum": 1}}],
    "responses": {"200": "Item", "400": "The id is not a number", "404": "There is no such item"}},
  "delete": {"operationId": "deleteItem", "summary": "Removes one item", "parameters": [{"name": "id", "in": "path", "required": true, "description": "The item's number", "schema": {"type": "integer", "minimum": 1}}],
    "responses": {"204": "The item is gone", "400": "The id is not a number", "404": "There is no such item"}}},
"/livez": {"get": {"operationId": "live", "summary": "Says that the process works", "responses": {"200": "Status"}}},
"/readyz": {"get": {"operationId": "ready", "summary": "Says whether to send requests here", "responses": {"200": "Status", "503": "Starting, or about to stop"}}},
"/metrics": {"get": {"operationId": "metrics", "summary": "Metrics for Prometheus", "responses": {"200": "text/plain; version=0.0.4"}}}},
"components": {
"responses": {"Problem": {"description": "Whatever else can go wrong, as RFC 9457 problem details",
  "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
"schemas": {
"Greeting": {"type": "object", "required": ["message", "docs"], "additionalProperties": false, "properties": {"message": {"type": "string"}, "docs": {"type": "string"}}},
"NewItem": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
  "name": {"type": "string", "minLength": 1, "maxLength": 100}, "quantity": {"type": "integer", "minimum": 0, "maximum": 1000000, "default": 1}}},
"Item": {"type": "object", "required": ["id", "name", "quantity", "created"], "additionalProperties": false, "properties": {
  "id": {"type": "integer", "minimum": 1}, "name": {"type": "string", "minLength": 1, "maxLength": 100},
  "quantity": {"type": "integer", "minimum": 0, "maximum": 1000000}, "created": {"type": "string", "format": "date-time"}}},
"ItemPage": {"type": "object", "required": ["items", "total", "offset", "limit"], "additionalProperties": false, "properties": {
  "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}, "total": {"type": "integer", "minimum": 0},
  "offset": {"type": "integer", "minimum": 0}, "limit": {"type": "integer", "minimum": 1, "maximum": 100}}},
"Version": {"type": "object", "required": ["version", "revision"], "additionalProperties": false, "properties": {"version": {"type": "string"}, "revision": {"type": "string"}}},
"Status": {"type": "object", "required": ["status"], "additionalProperties": false, "properties": {"status": {"const": "ok"}}},
"Problem": {"type": "object", "required": ["type", "title", "status", "detail", "instance"], "additionalProperties": false, "properties": {
  "type": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"}, "status": {"type": "integer", "minimum": 400, "maximum": 599},
  "detail": {"type": "string"}, "instance": {"type": "string", "format": "uri-reference"},
  "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Complaint"}}}},
"Complaint": {"type": "object", "required": ["where", "message"], "additionalProperties": false, "properties": {
  "where": {"type": "string", "description": "A JSON pointer into the body, or a parameter's name"}, "message": {"type": "string"}}},
"Document": {"type": "object"},
"Text": {"type": "string"}}}
})json";

Json content(const std::string& media_type, const std::string& schema) {
  return {{media_type, {{"schema", {{"$ref", "#/components/schemas/" + schema}}}}}};
}

/// The text above says of an answer a schema's name or a media type where it is a success, and what
/// went wrong where it is a problem.
Json response(const std::string& status, const std::string& said) {
  if (status >= "400") {
    return {{"description", said}, {"content", content("application/problem+json", "Problem")}};
  }
  if (status == "204") return {{"description", said}};
  const bool is_type = said.find('/') != std::string::npos;
  Json written = {
      {"description", said},
      {"content", content(is_type ? said : "application/json", is_type ? "Text" : said)}};
  if (status == "201") {
    written["headers"]["Location"] = {{"description", "Where it is"},
                                      {"schema", {{"type", "string"}}}};
  }
  return written;
}

}  // namespace

Json openapi(const std::string& version) {
  Json written = Json::parse(document);
  written["info"]["version"] = version;
  for (auto& path : written["paths"]) {
    for (auto& operation : path) {
      for (auto& [status, said] : operation["responses"].items())
        said = response(status, said.get<std::string>());
      operation["responses"]["default"] = {{"$ref", "#/components/responses/Problem"}};
      if (!operation.contains("requestBody")) continue;
      operation["requestBody"] = {
          {"required", true}, {"content", content("application/json", operation["requestBody"])}};
    }
  }
  return written;
}

}  // namespace relctl::demo
