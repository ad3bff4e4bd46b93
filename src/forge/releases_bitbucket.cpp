// SPDX-License-Identifier: MIT
#include <utility>

#include "base/error.hpp"
#include "forge/api.hpp"
#include "forge/refusal.hpp"
#include "forge/releases.hpp"

namespace relctl::forge {
namespace {

Access bitbucket_downloads_access(Place place, Token token) {
  std::vector<net::Header> headers = token_headers(place.kind, token);
  headers.push_back({"Accept", "application/json"});
  return {std::move(place),
          std::move(token),
          std::move(headers),
          {"a repository access token needs the scope `repository:write`; an API token is written "
           "EMAIL:TOKEN",
           "", "downloads"}};
}

class BitbucketDownloads final : public Releases {
 public:
  BitbucketDownloads(Place place, Token token, net::Http& http)
      : api_(bitbucket_downloads_access(std::move(place), std::move(token)), http),
        downloads_("/repositories/" + api_.access().place.repository + "/downloads") {}

  /// One that is always there: the repository's downloads.
  std::vector<HostedRelease> find(const std::string& tag) override {
    HostedRelease release;
    release.id = tag;
    api_.each_linked(downloads_ + "?pagelen=100", [&](const Json& item) {
      HostedAsset asset;
      asset.id = asset.name = text_at(item, "/name");
      asset.size = number_at(item, "/size");
      release.assets.push_back(std::move(asset));
    });
    return {release};
  }

  std::optional<HostedRelease> create(const ReleaseText& /*text*/, bool /*draft*/) override {
    return std::nullopt;
  }
  void update(const HostedRelease& /*release*/, const ReleaseText& /*text*/,
              bool /*draft*/) override {}

  bool upload(const HostedRelease& /*release*/, const std::string& /*tag*/,
              const Asset& asset) override {
    const FileForm form = file_form("files", asset);
    const ApiAnswer answer =
        api_.send("POST", api_.access().place.api + downloads_, form.type, form.bytes);
    if (!answer.response.is_success()) throw refusal(api_.access(), answer);
    return true;
  }

  void remove(const HostedRelease& /*release*/, const HostedAsset& /*asset*/) override {}
  void discard(const HostedRelease& /*draft*/) override {}

  [[nodiscard]] bool has_drafts() const override { return false; }
  [[nodiscard]] bool has_texts() const override { return false; }

 private:
  Api api_;
  std::string downloads_;
};

}  // namespace

std::unique_ptr<Releases> make_bitbucket_downloads(Place place, Token token, net::Http& http) {
  return std::make_unique<BitbucketDownloads>(std::move(place), std::move(token), http);
}

}  // namespace relctl::forge
