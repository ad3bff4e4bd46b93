// SPDX-License-Identifier: MIT
#include "forge/pulls.hpp"

#include "forge/clients.hpp"
#include "forge/refusal.hpp"

namespace relctl::forge {
namespace {

OpenRequest read_pull(const Json& json) {
  return {number_at(json, "/number"), text_at(json, "/title"), text_at(json, "/body"),
          text_at(json, "/html_url")};
}

}  // namespace

std::optional<OpenRequest> Pulls::create(const NewRequest& request) {
  const ApiAnswer answer = api_.ask("POST", repository_ + "/pulls",
                                    {{"title", request.title},
                                     {"head", request.head},
                                     {"base", request.base},
                                     {"body", request.body}});
  if (is_open_already(answer)) return {};
  if (!answer.response.is_success()) throw refusal(api_.access(), answer);
  return checked(read_pull(answer.json), api_.access());
}

void Pulls::update(const OpenRequest& request, const std::string& title, const std::string& body) {
  api_.call("PATCH", pull(request), {{"title", title}, {"body", body}});
}

void Pulls::close(const OpenRequest& request, const std::string& comment) {
  api_.call("POST", repository_ + "/issues/" + std::to_string(request.number) + "/comments",
            {{"body", comment}});
  api_.call("PATCH", pull(request), {{"state", "closed"}});
}

std::string Pulls::name(const OpenRequest& request) const {
  return "pull request #" + std::to_string(request.number);
}

std::string Pulls::pull(const OpenRequest& request) const {
  return repository_ + "/pulls/" + std::to_string(request.number);
}

void Pulls::take_newer(const Json& item, std::optional<OpenRequest>& found) const {
  if (!found || number_at(item, "/number") > found->number) {
    found = checked(read_pull(item), api_.access());
  }
}

}  // namespace relctl::forge
