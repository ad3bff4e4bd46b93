// SPDX-License-Identifier: MIT
#include "demo/problem.hpp"

#include <map>

namespace relctl::demo {
namespace {

/// RFC 9110's phrase of a status.
std::string phrase(int status) {
  static const std::map<int, std::string> phrases = {
      {400, "Bad Request"},           {404, "Not Found"},
      {405, "Method Not Allowed"},    {409, "Conflict"},
      {411, "Length Required"},       {413, "Content Too Large"},
      {414, "URI Too Long"},          {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"}, {422, "Unprocessable Content"},
      {500, "Internal Server Error"}, {431, "Request Header Fields Too Large"},
      {501, "Not Implemented"},       {503, "Service Unavailable"},
  };
  const auto found = phrases.find(status);
  return found == phrases.end() ? "Unknown" : found->second;
}

std::string title(const Problem& problem) {
  for (const ProblemType& known : problem_types()) {
    if (known.name == problem.type) return known.title;
  }
  return phrase(problem.status);
}

}  // namespace

const std::vector<ProblemType>& problem_types() {
  static const std::vector<ProblemType> types = {
      {"malformed-json", "The body is not JSON",
       "The body could not be read as JSON; the detail names the place."},
      {"invalid-body", "The body does not fit its schema",
       "A field is missing, unknown, of another type, or out of range; each is listed in errors."},
      {"invalid-parameter", "A parameter cannot be used",
       "A parameter of the path or the query is not what its schema says; each is listed in "
       "errors."},
      {"items-full", "There is no room for another item",
       "The service keeps a bounded number of items: delete one first."},
  };
  return types;
}

std::string to_text(const Problem& problem, const std::string& instance) {
  Json body = {{"type", problem.type.empty() ? "about:blank" : "/docs#" + problem.type},
               {"title", title(problem)},
               {"status", problem.status},
               {"detail", problem.what()},
               {"instance", instance}};
  for (const Complaint& complaint : problem.errors) {
    body["errors"].push_back({{"where", complaint.where}, {"message", complaint.message}});
  }
  return body.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace relctl::demo
