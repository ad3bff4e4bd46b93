// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "demo/http.hpp"
#include "demo/log.hpp"

namespace relctl::demo {

/// A parameter of a route's path or query.
struct Parameter {
  std::string name;
  /// "path" or "query", as OpenAPI calls them.
  std::string in;
  std::string meaning;
  /// JSON Schema.
  Json schema;
};

/// One way in which a route may answer.
struct Answer {
  int status = 200;
  std::string meaning;
  /// Both empty where the answer has no body; the schema is the name of one in schemas().
  std::string media_type;
  std::string schema;
  /// Header fields that the answer carries, and what they mean.
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// Everything there is to know about one operation: routing, the labels of metrics, the OpenAPI
/// document and the docs page are all made of it.
struct Route {
  std::string method;
  /// A path; `{name}` stands for one segment.
  std::string pattern;
  /// The operation's name in OpenAPI.
  std::string name;
  std::string summary;
  std::vector<Parameter> parameters;
  /// The name of the schema of the JSON body; empty where the route takes none.
  std::string body;
  std::vector<Answer> answers;
  /// Asked every few seconds by machines: not worth a line in the log.
  bool probe = false;
  std::function<Response(const Request&)> handler;
};

}  // namespace relctl::demo
