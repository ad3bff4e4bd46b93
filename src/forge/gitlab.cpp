// SPDX-License-Identifier: MIT
#include <utility>

#include "base/encodings.hpp"
#include "forge/clients.hpp"
#include "forge/refusal.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

Access gitlab_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  const bool is_job = token.variable == "CI_JOB_TOKEN";
  return {std::move(place),
          std::move(token),
          std::move(headers),
          {"a project, group or personal access token needs the scope `api` and the role Developer",
           is_job ? "GitLab lets a job's own token do little with merge requests: make a project "
                    "access token and put it into GITLAB_TOKEN as a masked CI/CD variable"
                  : ""}};
}

OpenRequest read_merge_request(const Json& json) {
  return {number_at(json, "/iid"), text_at(json, "/title"), text_at(json, "/description"),
          text_at(json, "/web_url")};
}

class GitLab final : public Forge {
 public:
  GitLab(Place place, Token token, net::Http& http)
      : api_(gitlab_access(std::move(place), std::move(token)), http),
        requests_("/projects/" + percent_encoded(api_.access().place.repository) +
                  "/merge_requests") {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    std::optional<OpenRequest> found;
    api_.each(requests_ + "?state=opened&per_page=100&source_branch=" + percent_encoded(head) +
                  "&target_branch=" + percent_encoded(base),
              [&](const Json& item) {
                const bool is_ours = text_at(item, "/source_branch") == head &&
                                     is_same_at(item, "/source_project_id", "/target_project_id");
                if (is_ours && (!found || number_at(item, "/iid") > found->number)) {
                  found = checked(read_merge_request(item), api_.access());
                }
              });
    return found;
  }

  std::optional<OpenRequest> create(const NewRequest& request) override {
    const ApiAnswer answer = api_.ask("POST", requests_,
                                      {{"source_branch", request.head},
                                       {"target_branch", request.base},
                                       {"title", request.title},
                                       {"description", request.body}});
    const bool is_open = answer.response.status == 409;
    if (is_open) return {};
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return checked(read_merge_request(answer.json), api_.access());
  }

  void update(const OpenRequest& request, const std::string& title,
              const std::string& body) override {
    api_.call("PUT", path(request), {{"title", title}, {"description", body}});
  }

  bool is_approved(const OpenRequest& request) override {
    // `approved` is true as well where no approval is needed and nobody gave one.
    const Json approvals = api_.call("GET", path(request) + "/approvals");
    const auto by = approvals.find("approved_by");
    return by != approvals.end() && by->is_array() && !by->empty();
  }

  void close(const OpenRequest& request, const std::string& comment) override {
    api_.call("POST", path(request) + "/notes", {{"body", comment}});
    api_.call("PUT", path(request), {{"state_event", "close"}});
  }

  [[nodiscard]] std::string name(const OpenRequest& request) const override {
    return "merge request !" + std::to_string(request.number);
  }

 private:
  [[nodiscard]] std::string path(const OpenRequest& request) const {
    return requests_ + "/" + std::to_string(request.number);
  }

  Api api_;
  std::string requests_;
};

}  // namespace

std::unique_ptr<Forge> make_gitlab(Place place, Token token, net::Http& http) {
  return std::make_unique<GitLab>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
