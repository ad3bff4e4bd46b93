// SPDX-License-Identifier: MIT
#include "demo/problem.hpp"

#include "demo/log.hpp"

namespace relctl::demo {
namespace {

/// The title of a kind of problem, or RFC 9110's phrase of the status.
std::string title(const Problem& problem) {
  static const std::map<std::string, std::string> kinds = {
      {"malformed-json", "The body is not JSON"},
      {"invalid-body", "The body does not fit its schema"},
      {"invalid-parameter", "A parameter cannot be used"},
      {"items-full", "There is no room for another item"}};
  static const std::map<int, std::string> phrases = {{400, "Bad Request"},
                                                     {404, "Not Found"},
                                                     {405, "Method Not Allowed"},
                                                     {411, "Length Required"},
                                                     {413, "Content Too Large"},
                                                     {414, "URI Too Long"},
                                                     {415, "Unsupported Media Type"},
                                                     {416, "Range Not Satisfiable"},
                                                     {431, "Request Header Fields Too Large"},
                                                     {500, "Internal Server Error"},
                                                     {501, "Not Implemented"},
                                                     {503, "Service Unavailable"}};
  if (!problem.type.empty()) return kinds.at(problem.type);
  const auto found = phrases.find(problem.status);
  return found == phrases.end() ? "Unknown" : found->second;
}

}  // namespace

std::string to_text(const Problem& problem, const std::string& instance) {
  Json body = {{"type", problem.type.empty() ? "about:blank" : "/docs#" + problem.type},
               {"title", title(problem)},
               {"status", problem.status},
               {"detail", problem.what()},
               {"instance", instance}};
  for (const auto& [where, message] : problem.errors)
    body["errors"].push_back({{"where", where}, {"message", message}});
  return body.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace relctl::demo
