// SPDX-License-Identifier: MIT
#include <map>
#include <utility>

#include "forge/clients.hpp"
#include "forge/refusal.hpp"

namespace relctl::forge {
namespace {

Access access_of(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/json"});
  return {
      std::move(place),
      std::move(token),
      std::move(headers),
      {"the token needs the scopes `write:repository` and `write:issue`, and its user the right "
       "to write to the repository",
       ""}};
}

OpenRequest read(const Json& json) {
  return {number_at(json, "/number"), text_at(json, "/title"), text_at(json, "/body"),
          text_at(json, "/html_url")};
}

class Gitea final : public Forge {
 public:
  Gitea(Place place, Token token, net::Http& http)
      : api_(access_of(std::move(place), std::move(token)), http),
        repository_("/repos/" + api_.access().place.repository) {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    std::optional<OpenRequest> found;
    // The list has no filter by branch; 50 is the most that a server gives unless configured.
    api_.each(repository_ + "/pulls?state=open&limit=50", [&](const Json& item) {
      const bool is_ours = text_at(item, "/head/ref") == head &&
                           text_at(item, "/base/ref") == base &&
                           is_same_at(item, "/head/repo_id", "/base/repo_id");
      if (is_ours && (!found || number_at(item, "/number") > found->number)) {
        found = checked(read(item), api_.access());
      }
    });
    return found;
  }

  std::optional<OpenRequest> create(const NewRequest& request) override {
    const ApiAnswer answer = api_.ask("POST", repository_ + "/pulls",
                                      {{"title", request.title},
                                       {"head", request.head},
                                       {"base", request.base},
                                       {"body", request.body}});
    const bool is_open = answer.response.status == 409;
    if (is_open) return {};
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return checked(read(answer.json), api_.access());
  }

  void update(const OpenRequest& request, const std::string& title,
              const std::string& body) override {
    api_.call("PATCH", pull(request), {{"title", title}, {"body", body}});
  }

  bool is_approved(const OpenRequest& request) override {
    std::map<std::uint64_t, bool> verdicts;
    api_.each(pull(request) + "/reviews?limit=50", [&](const Json& review) {
      const std::string state = text_at(review, "/state");
      if (state != "APPROVED" && state != "REQUEST_CHANGES") return;
      verdicts[number_at(review, "/user/id")] =
          state == "APPROVED" && !is_true_at(review, "/dismissed");
    });
    for (const auto& [user, approved] : verdicts) {
      if (approved) return true;
    }
    return false;
  }

  void close(const OpenRequest& request, const std::string& comment) override {
    api_.call("POST", repository_ + "/issues/" + std::to_string(request.number) + "/comments",
              {{"body", comment}});
    api_.call("PATCH", pull(request), {{"state", "closed"}});
  }

  [[nodiscard]] std::string name(const OpenRequest& request) const override {
    return "pull request #" + std::to_string(request.number);
  }

 private:
  [[nodiscard]] std::string pull(const OpenRequest& request) const {
    return repository_ + "/pulls/" + std::to_string(request.number);
  }

  Api api_;
  std::string repository_;
};

}  // namespace

std::unique_ptr<Forge> make_gitea(Place place, Token token, net::Http& http) {
  return std::make_unique<Gitea>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
