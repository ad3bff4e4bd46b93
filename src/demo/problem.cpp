// SPDX-License-Identifier: MIT
#include "demo/problem.hpp"

#include <algorithm>

#include "demo/log.hpp"

namespace relctl::demo {
namespace {

std::string title(const std::string& type, int status) {
  const auto& types = problem_types();
  const auto found = std::find_if(types.begin(), types.end(),
                                  [&](const ProblemType& known) { return known.name == type; });
  return found == types.end() ? reason(status) : found->title;
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

Problem& Problem::complaints(std::vector<Complaint> list) {
  complaints_ = std::move(list);
  return *this;
}

Problem& Problem::header(std::string name, std::string value) {
  headers_.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response Problem::response(const std::string& instance) const {
  Json body = {{"type", type_.empty() ? "about:blank" : "/docs#" + type_},
               {"title", title(type_, status_)},
               {"status", status_},
               {"detail", what()},
               {"instance", instance}};
  for (const Complaint& complaint : complaints_) {
    body["errors"].push_back({{"where", complaint.where}, {"message", complaint.message}});
  }
  return {.status = status_,
          .content_type = "application/problem+json",
          .body = body.dump(2, ' ', false, Json::error_handler_t::replace) + '\n',
          .headers = headers_};
}

}  // namespace relctl::demo
