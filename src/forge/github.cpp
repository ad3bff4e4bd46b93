// SPDX-License-Identifier: MIT
#include <map>
#include <utility>

#include "base/encodings.hpp"
#include "forge/clients.hpp"
#include "forge/pulls.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

Access github_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/vnd.github+json"});
  headers.push_back({"X-GitHub-Api-Version", "2022-11-28"});
  return {
      std::move(place),
      std::move(token),
      std::move(headers),
      {"a fine-grained token needs \"Pull requests: read and write\", a classic one the scope "
       "`repo`, a workflow `permissions: {contents: write, pull-requests: write}`",
       "in GitHub Actions, \"Allow GitHub Actions to create and approve pull requests\" must be "
       "on, in the settings of the repository and of its organisation"}};
}

class GitHub final : public Pulls {
 public:
  GitHub(Place place, Token token, net::Http& http)
      : Pulls(github_access(std::move(place), std::move(token)), http) {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    const std::string& place = api().access().place.repository;
    const std::string owner = place.substr(0, place.find('/'));
    std::optional<OpenRequest> found;
    api().each(repository() + "/pulls?state=open&per_page=100&head=" +
                   percent_encoded(owner + ":" + head) + "&base=" + percent_encoded(base),
               [&](const Json& item) {
                 // The filter is only by the head's owner, who may have forks of the repository.
                 const bool is_ours =
                     text_at(item, "/head/ref") == head &&
                     is_same_at(item, "/head/repo/full_name", "/base/repo/full_name");
                 if (is_ours) take_newer(item, found);
               });
    return found;
  }

  bool is_approved(const OpenRequest& request) override {
    // In order of time; a comment does not take an approval back, but the three others replace
    // each other.
    std::map<std::uint64_t, std::string> verdicts;
    api().each(pull(request) + "/reviews?per_page=100", [&](const Json& review) {
      const std::string state = text_at(review, "/state");
      if (state == "APPROVED" || state == "CHANGES_REQUESTED" || state == "DISMISSED") {
        verdicts[number_at(review, "/user/id")] = state;
      }
    });
    for (const auto& [user, verdict] : verdicts) {
      if (verdict == "APPROVED") return true;
    }
    return false;
  }

 protected:
  [[nodiscard]] bool is_open_already(const ApiAnswer& answer) const override {
    return answer.response.status == 422 &&
           answer.words.find("already exists") != std::string::npos;
  }
};

}  // namespace

std::unique_ptr<Forge> make_github(Place place, Token token, net::Http& http) {
  return std::make_unique<GitHub>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
