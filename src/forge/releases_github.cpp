// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include "base/encodings.hpp"
#include "base/replace_all.hpp"
#include "forge/refusal.hpp"
#include "forge/release_objects.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

Access github_releases_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/vnd.github+json"});
  headers.push_back({"X-GitHub-Api-Version", "2022-11-28"});
  return {std::move(place),
          std::move(token),
          std::move(headers),
          {"a fine-grained token needs \"Contents: read and write\", a classic one the scope "
           "`repo`, a workflow `permissions: {contents: write}`",
           "", "releases"}};
}

/// Where files go: another server than the API's. It is derived from that by GitHub's own rule, so
/// that no answer can lead a token elsewhere.
std::string uploads_of(const std::string& api) {
  const std::string hosted = "https://api.";
  if (api.starts_with(hosted)) return "https://uploads." + api.substr(hosted.size());
  return replace_all(api, "/api/v3", "/api/uploads");
}

/// Whether the answer says that something of that name is there: `{errors: [{code: …}]}`.
bool exists_already(const ApiAnswer& answer) {
  const auto errors = answer.json.find("errors");
  if (answer.response.status != 422 || errors == answer.json.end() || !errors->is_array()) {
    return false;
  }
  return std::any_of(errors->begin(), errors->end(),
                     [](const Json& each) { return text_at(each, "/code") == "already_exists"; });
}

class GitHubReleases final : public Releases {
 public:
  GitHubReleases(Place place, Token token, net::Http& http)
      : api_(github_releases_access(std::move(place), std::move(token)), http),
        releases_("/repos/" + api_.access().place.repository + "/releases") {}

  /// Drafts are not found by their tag, only in the list.
  std::vector<HostedRelease> find(const std::string& tag) override {
    std::vector<HostedRelease> found;
    api_.each(releases_ + "?per_page=100", [&](const Json& item) {
      if (text_at(item, "/tag_name") == tag) found.push_back(read_release(item));
    });
    sort_releases(found);
    return found;
  }

  std::optional<HostedRelease> create(const ReleaseText& text, bool draft) override {
    const ApiAnswer answer = api_.ask("POST", releases_, body(text, draft));
    if (exists_already(answer)) return std::nullopt;
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return read_release(answer.json);
  }

  void update(const HostedRelease& release, const ReleaseText& text, bool draft) override {
    api_.call("PATCH", releases_ + "/" + release.id, body(text, draft));
  }

  bool upload(const HostedRelease& release, const std::string& /*tag*/,
              const Asset& asset) override {
    const std::string url = uploads_of(api_.access().place.api) + releases_ + "/" + release.id +
                            "/assets?name=" + percent_encoded(asset.name);
    const ApiAnswer answer = api_.send("POST", url, "application/octet-stream", asset.bytes);
    if (exists_already(answer)) return false;
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return true;
  }

  void remove(const HostedRelease& /*release*/, const HostedAsset& asset) override {
    api_.call("DELETE", releases_ + "/assets/" + asset.id);
  }

  void discard(const HostedRelease& draft) override {
    api_.call("DELETE", releases_ + "/" + draft.id);
  }

  [[nodiscard]] bool has_drafts() const override { return true; }
  [[nodiscard]] bool has_texts() const override { return true; }

 private:
  static Json body(const ReleaseText& text, bool draft) {
    Json json = release_json(text, draft);
    json["make_latest"] = text.latest ? "true" : "false";
    return json;
  }

  Api api_;
  std::string releases_;
};

}  // namespace

HostedRelease read_release(const Json& json) {
  HostedRelease release;
  release.id = std::to_string(number_at(json, "/id"));
  release.name = text_at(json, "/name");
  release.body = text_at(json, "/body");
  release.url = text_at(json, "/html_url");
  release.draft = is_true_at(json, "/draft");
  release.prerelease = is_true_at(json, "/prerelease");
  const auto assets = json.find("assets");
  if (assets == json.end() || !assets->is_array()) return release;
  for (const Json& item : *assets) {
    HostedAsset asset;
    asset.id = std::to_string(number_at(item, "/id"));
    asset.name = text_at(item, "/name");
    asset.size = number_at(item, "/size");
    const std::string digest = text_at(item, "/digest");
    if (digest.starts_with("sha256:")) asset.sha256 = digest.substr(7);
    const std::string state = text_at(item, "/state");
    asset.whole = state.empty() || state == "uploaded";
    release.assets.push_back(std::move(asset));
  }
  return release;
}

void sort_releases(std::vector<HostedRelease>& releases) {
  std::stable_sort(releases.begin(), releases.end(),
                   [](const HostedRelease& a, const HostedRelease& b) {
                     if (a.draft != b.draft) return b.draft;
                     return std::stoull(a.id) < std::stoull(b.id);
                   });
}

Json release_json(const ReleaseText& text, bool draft) {
  // The tag exists: `target_commitish` would make one where it did not.
  return {{"tag_name", text.tag},
          {"name", text.name},
          {"body", text.body},
          {"draft", draft},
          {"prerelease", text.prerelease}};
}

std::unique_ptr<Releases> make_github_releases(Place place, Token token, net::Http& http) {
  return std::make_unique<GitHubReleases>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
