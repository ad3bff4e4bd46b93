// SPDX-License-Identifier: MIT
#include <utility>

#include "base/encodings.hpp"
#include "forge/refusal.hpp"
#include "forge/release_objects.hpp"

namespace relctl::forge {
namespace {

Access gitea_releases_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/json"});
  return {std::move(place),
          std::move(token),
          std::move(headers),
          {"the token needs the scope `write:repository`, and its user the right to write to the "
           "repository",
           "", "releases"}};
}

class GiteaReleases final : public Releases {
 public:
  GiteaReleases(Place place, Token token, net::Http& http)
      : api_(gitea_releases_access(std::move(place), std::move(token)), http),
        releases_("/repos/" + api_.access().place.repository + "/releases") {}

  std::vector<HostedRelease> find(const std::string& tag) override {
    std::vector<HostedRelease> found;
    api_.each(releases_ + "?limit=50", [&](const Json& item) {
      if (text_at(item, "/tag_name") == tag) found.push_back(read_release(item));
    });
    sort_releases(found);
    return found;
  }

  std::optional<HostedRelease> create(const ReleaseText& text, bool draft) override {
    const ApiAnswer answer = api_.ask("POST", releases_, release_json(text, draft));
    if (answer.response.status == 409) return std::nullopt;
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return read_release(answer.json);
  }

  void update(const HostedRelease& release, const ReleaseText& text, bool draft) override {
    api_.call("PATCH", releases_ + "/" + release.id, release_json(text, draft));
  }

  /// Gitea takes several files of one name: whether there is one must have been looked at before.
  bool upload(const HostedRelease& release, const std::string& /*tag*/,
              const Asset& asset) override {
    const FileForm form = file_form("attachment", asset);
    const ApiAnswer answer = api_.send("POST",
                                       api_.access().place.api + releases_ + "/" + release.id +
                                           "/assets?name=" + percent_encoded(asset.name),
                                       form.type, form.bytes);
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return true;
  }

  void remove(const HostedRelease& release, const HostedAsset& asset) override {
    api_.call("DELETE", releases_ + "/" + release.id + "/assets/" + asset.id);
  }

  void discard(const HostedRelease& draft) override {
    api_.call("DELETE", releases_ + "/" + draft.id);
  }

  [[nodiscard]] bool has_drafts() const override { return true; }
  [[nodiscard]] bool has_texts() const override { return true; }

 private:
  Api api_;
  std::string releases_;
};

}  // namespace

std::unique_ptr<Releases> make_gitea_releases(Place place, Token token, net::Http& http) {
  return std::make_unique<GiteaReleases>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
