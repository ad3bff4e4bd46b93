// SPDX-License-Identifier: MIT
#include <utility>

#include "base/encodings.hpp"
#include "forge/api.hpp"
#include "forge/refusal.hpp"
#include "forge/releases.hpp"

namespace relctl::forge {
namespace {

Access gitlab_releases_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  return {
      std::move(place),
      std::move(token),
      std::move(headers),
      {"a project, group or personal access token needs the scope `api` and the role Developer; "
       "a job's own token may make releases, too",
       "", "releases"}};
}

/// GitLab has neither drafts nor pre-releases. Files lie in the project's generic packages, and the
/// release links to them.
class GitLabReleases final : public Releases {
 public:
  GitLabReleases(Place place, Token token, net::Http& http)
      : api_(gitlab_releases_access(std::move(place), std::move(token)), http),
        project_("/projects/" + percent_encoded(api_.access().place.repository)) {}

  std::vector<HostedRelease> find(const std::string& tag) override {
    const ApiAnswer answer = api_.ask("GET", of_tag(tag));
    if (answer.response.status == 404 && knows_project()) return {};
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return {read(answer.json)};
  }

  std::optional<HostedRelease> create(const ReleaseText& text, bool /*draft*/) override {
    const ApiAnswer answer =
        api_.ask("POST", project_ + "/releases",
                 {{"tag_name", text.tag}, {"name", text.name}, {"description", text.body}});
    if (answer.response.status == 409) return std::nullopt;
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return read(answer.json);
  }

  void update(const HostedRelease& /*release*/, const ReleaseText& text, bool /*draft*/) override {
    api_.call("PUT", of_tag(text.tag), {{"name", text.name}, {"description", text.body}});
  }

  bool upload(const HostedRelease& /*release*/, const std::string& tag,
              const Asset& asset) override {
    const std::string url = api_.access().place.api + project_ + "/packages/generic/release/" +
                            percent_encoded(tag) + "/" + percent_encoded(asset.name);
    const ApiAnswer sent = api_.send("PUT", url, "application/octet-stream", asset.bytes);
    if (!sent.response.is_success()) throw refusal(api_.access(), sent);
    const ApiAnswer linked =
        api_.ask("POST", of_tag(tag) + "/assets/links",
                 {{"name", asset.name}, {"url", url}, {"link_type", "package"}});
    if (linked.response.status == 400 &&
        linked.words.find("already been taken") != std::string::npos) {
      return false;
    }
    if (!linked.response.is_success()) throw refusal(api_.access(), linked);
    return true;
  }

  void remove(const HostedRelease& /*release*/, const HostedAsset& /*asset*/) override {}
  void discard(const HostedRelease& /*draft*/) override {}

  [[nodiscard]] bool has_drafts() const override { return false; }
  [[nodiscard]] bool has_texts() const override { return true; }

 private:
  [[nodiscard]] std::string of_tag(const std::string& tag) const {
    return project_ + "/releases/" + percent_encoded(tag);
  }

  /// A project that is hidden from the token is not there for it, either.
  bool knows_project() { return api_.ask("GET", project_).response.is_success(); }

  static HostedRelease read(const Json& json) {
    HostedRelease release;
    release.id = text_at(json, "/tag_name");
    release.name = text_at(json, "/name");
    release.body = text_at(json, "/description");
    release.url = text_at(json, "/_links/self");
    const Json::json_pointer links("/assets/links");
    if (!json.contains(links) || !json.at(links).is_array()) return release;
    for (const Json& item : json.at(links)) {
      HostedAsset asset;
      asset.id = std::to_string(number_at(item, "/id"));
      asset.name = text_at(item, "/name");
      release.assets.push_back(std::move(asset));
    }
    return release;
  }

  Api api_;
  std::string project_;
};

}  // namespace

std::unique_ptr<Releases> make_gitlab_releases(Place place, Token token, net::Http& http) {
  return std::make_unique<GitLabReleases>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
