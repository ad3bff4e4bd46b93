// SPDX-License-Identifier: MIT
#include <utility>

#include "base/encodings.hpp"
#include "forge/clients.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

Access bitbucket_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/json"});
  return {std::move(place),
          std::move(token),
          std::move(headers),
          {"a repository access token needs the scope `pullrequest:write`; an API token is written "
           "EMAIL:TOKEN",
           ""}};
}

OpenRequest read_pull_request(const Json& json) {
  return {number_at(json, "/id"), text_at(json, "/title"), text_at(json, "/description"),
          text_at(json, "/links/html/href")};
}

Json branch(const std::string& name) {
  return {{"branch", {{"name", name}}}};
}

class Bitbucket final : public Forge {
 public:
  Bitbucket(Place place, Token token, net::Http& http)
      : api_(bitbucket_access(std::move(place), std::move(token)), http),
        requests_("/repositories/" + api_.access().place.repository + "/pullrequests") {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    const std::string query = "state = \"OPEN\" AND source.branch.name = \"" + head +
                              "\" AND destination.branch.name = \"" + base + "\"";
    std::optional<OpenRequest> found;
    api_.each_linked(requests_ + "?pagelen=50&q=" + percent_encoded(query), [&](const Json& item) {
      const bool is_ours =
          text_at(item, "/source/branch/name") == head &&
          is_same_at(item, "/source/repository/full_name", "/destination/repository/full_name");
      if (is_ours && (!found || number_at(item, "/id") > found->number)) {
        found = checked(read_pull_request(item), api_.access());
      }
    });
    return found;
  }

  /// Where one is open already, Bitbucket updates it instead.
  std::optional<OpenRequest> create(const NewRequest& request) override {
    return checked(read_pull_request(api_.call("POST", requests_,
                                               {{"title", request.title},
                                                {"description", request.body},
                                                {"source", branch(request.head)},
                                                {"destination", branch(request.base)}})),
                   api_.access());
  }

  void update(const OpenRequest& request, const std::string& title,
              const std::string& body) override {
    // What PUT leaves out is lost: the reviewers must be sent back.
    const Json now = api_.call("GET", path(request));
    Json next = {{"title", title}, {"description", body}, {"reviewers", Json::array()}};
    if (now.contains("reviewers") && now.at("reviewers").is_array()) {
      for (const Json& reviewer : now.at("reviewers"))
        next["reviewers"].push_back({{"uuid", text_at(reviewer, "/uuid")}});
    }
    if (now.contains("close_source_branch")) {
      next["close_source_branch"] = is_true_at(now, "/close_source_branch");
    }
    api_.call("PUT", path(request), next);
  }

  bool is_approved(const OpenRequest& request) override {
    const Json now = api_.call("GET", path(request));
    const auto participants = now.find("participants");
    if (participants == now.end() || !participants->is_array()) return false;
    for (const Json& participant : *participants) {
      if (is_true_at(participant, "/approved")) return true;
    }
    return false;
  }

  void close(const OpenRequest& request, const std::string& comment) override {
    api_.call("POST", path(request) + "/comments", {{"content", {{"raw", comment}}}});
    api_.call("POST", path(request) + "/decline");
  }

  [[nodiscard]] std::string name(const OpenRequest& request) const override {
    return "pull request #" + std::to_string(request.number);
  }

 private:
  [[nodiscard]] std::string path(const OpenRequest& request) const {
    return requests_ + "/" + std::to_string(request.number);
  }

  Api api_;
  std::string requests_;
};

}  // namespace

std::unique_ptr<Forge> make_bitbucket(Place place, Token token, net::Http& http) {
  return std::make_unique<Bitbucket>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
