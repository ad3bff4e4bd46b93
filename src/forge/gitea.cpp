// SPDX-License-Identifier: MIT
#include <map>
#include <utility>

#include "forge/clients.hpp"
#include "forge/pulls.hpp"

namespace relctl::forge {
namespace {

Access gitea_access(Place place, Token token) {
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

class Gitea final : public Pulls {
 public:
  Gitea(Place place, Token token, net::Http& http)
      : Pulls(gitea_access(std::move(place), std::move(token)), http) {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    std::optional<OpenRequest> found;
    // The list has no filter by branch; 50 is the most that a server gives unless configured.
    api().each(repository() + "/pulls?state=open&limit=50", [&](const Json& item) {
      const bool is_ours = text_at(item, "/head/ref") == head &&
                           text_at(item, "/base/ref") == base &&
                           is_same_at(item, "/head/repo_id", "/base/repo_id");
      if (is_ours) take_newer(item, found);
    });
    return found;
  }

  bool is_approved(const OpenRequest& request) override {
    std::map<std::uint64_t, bool> verdicts;
    api().each(pull(request) + "/reviews?limit=50", [&](const Json& review) {
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

 protected:
  [[nodiscard]] bool is_open_already(const ApiAnswer& answer) const override {
    return answer.response.status == 409;
  }
};

}  // namespace

std::unique_ptr<Forge> make_gitea(Place place, Token token, net::Http& http) {
  return std::make_unique<Gitea>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
