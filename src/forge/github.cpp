// SPDX-License-Identifier: MIT
#include <map>
#include <utility>

#include "base/encodings.hpp"
#include "forge/clients.hpp"
#include "forge/refusal.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

Access access_of(Place place, Token token) {
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

OpenRequest read(const Json& json) {
  return {number_at(json, "/number"), text_at(json, "/title"), text_at(json, "/body"),
          text_at(json, "/html_url")};
}

class GitHub final : public Forge {
 public:
  GitHub(Place place, Token token, net::Http& http)
      : api_(access_of(std::move(place), std::move(token)), http),
        repository_("/repos/" + api_.access().place.repository) {}

  std::optional<OpenRequest> find_open(const std::string& head, const std::string& base) override {
    const std::string& repository = api_.access().place.repository;
    const std::string owner = repository.substr(0, repository.find('/'));
    std::optional<OpenRequest> found;
    api_.each(
        repository_ + "/pulls?state=open&per_page=100&head=" + percent_encoded(owner + ":" + head) +
            "&base=" + percent_encoded(base),
        [&](const Json& item) {
          // The filter is only by the head's owner, who may have forks of the repository.
          const bool is_ours = text_at(item, "/head/ref") == head &&
                               is_same_at(item, "/head/repo/full_name", "/base/repo/full_name");
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
    const bool is_open =
        answer.response.status == 422 && answer.words.find("already exists") != std::string::npos;
    if (is_open) return {};
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return checked(read(answer.json), api_.access());
  }

  void update(const OpenRequest& request, const std::string& title,
              const std::string& body) override {
    api_.call("PATCH", pull(request), {{"title", title}, {"body", body}});
  }

  bool is_approved(const OpenRequest& request) override {
    // In order of time; a comment does not take an approval back, but the three others replace
    // each other.
    std::map<std::uint64_t, std::string> verdicts;
    api_.each(pull(request) + "/reviews?per_page=100", [&](const Json& review) {
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

std::unique_ptr<Forge> make_github(Place place, Token token, net::Http& http) {
  return std::make_unique<GitHub>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
