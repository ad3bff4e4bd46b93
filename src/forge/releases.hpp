// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "forge/place.hpp"
#include "net/http.hpp"

namespace relctl::forge {

/// A file that belongs to a release.
struct Asset {
  std::string name;
  std::string bytes;
  std::string sha256;  ///< 64 hexadecimal digits
};

/// A file that a forge has of a release.
struct HostedAsset {
  std::string id;
  std::string name;
  std::optional<std::uint64_t> size;  ///< nothing: the forge does not tell
  std::string sha256;                 ///< empty: the forge does not tell
  bool whole = true;                  ///< false: its upload broke off
};

/// A release as a forge has it.
struct HostedRelease {
  std::string id;
  std::string name;
  std::string body;
  std::string url;  ///< its page
  bool draft = false;
  bool prerelease = false;
  std::vector<HostedAsset> assets;
};

/// What a release on a forge says.
struct ReleaseText {
  std::string tag;
  std::string name;
  std::string body;  ///< Markdown
  bool prerelease = false;
  bool latest = false;  ///< it is the newest one for people, where the forge asks
};

/// Where a forge keeps releases of tags that exist. Every call throws as those of Forge.
class Releases {
 public:
  virtual ~Releases() = default;

  /// All releases of `tag`, drafts too, the published one first, then the oldest.
  virtual std::vector<HostedRelease> find(const std::string& tag) = 0;
  /// Makes a release; nothing where there is one already.
  virtual std::optional<HostedRelease> create(const ReleaseText& text, bool draft) = 0;
  /// Gives a release another text, and publishes it unless `draft`.
  virtual void update(const HostedRelease& release, const ReleaseText& text, bool draft) = 0;
  /// Adds a file; false where there is one of that name already.
  virtual bool upload(const HostedRelease& release, const std::string& tag, const Asset& asset) = 0;
  /// Removes a file whose upload broke off.
  virtual void remove(const HostedRelease& release, const HostedAsset& asset) = 0;
  /// Removes a draft that nobody has seen.
  virtual void discard(const HostedRelease& draft) = 0;

  [[nodiscard]] virtual bool has_drafts() const = 0;
  /// False where there are files to download, and nothing else.
  [[nodiscard]] virtual bool has_texts() const = 0;
};

/// The releases of the repository behind the git remote at the address `remote`, with the user's
/// token, by the same rules as connect().
std::unique_ptr<Releases> connect_releases(std::string_view remote, const config::Forge& config,
                                           const EnvironmentLookup& environment, net::Http& http,
                                           const net::Trust& trust);

/// One client a forge, as those of clients.hpp.
std::unique_ptr<Releases> make_github_releases(Place place, Token token, net::Http& http);
std::unique_ptr<Releases> make_gitlab_releases(Place place, Token token, net::Http& http);
std::unique_ptr<Releases> make_gitea_releases(Place place, Token token, net::Http& http);
/// Bitbucket has downloads of a repository, and no releases.
std::unique_ptr<Releases> make_bitbucket_downloads(Place place, Token token, net::Http& http);

/// A form with one file (RFC 7578): its media type and its bytes.
struct FileForm {
  std::string type;
  std::string bytes;
};
FileForm file_form(const std::string& field, const Asset& asset);

}  // namespace relctl::forge
