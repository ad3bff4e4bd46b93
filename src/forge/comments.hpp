// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "forge/api.hpp"
#include "forge/place.hpp"
#include "net/http.hpp"

namespace relctl::forge {

/// A pull request or an issue that can be told of a release.
struct Commented {
  bool is_pull = false;
  std::string comments;  ///< the path of its comments
};

/// A comment that stands there.
struct Comment {
  std::uint64_t id = 0;  ///< rises with time
  std::string body;
};

/// Where a forge keeps comments on pull requests and issues. Every call throws as those of Forge.
class CommentPlaces {
 public:
  CommentPlaces(Access access, net::Http& http) : api_(std::move(access), http) {}

  /// What a reference such as `#12` or `!12` names in the repository; nothing where that is
  /// nothing.
  std::optional<Commented> find(const std::string& reference);
  /// Its comments that hold `marker`, the oldest first.
  std::vector<Comment> marked(const Commented& place, const std::string& marker);
  void add(const Commented& place, const std::string& body);
  /// Nothing where it is gone already.
  void remove(const Commented& place, const Comment& comment);

 private:
  [[nodiscard]] bool is_gitlab() const { return api_.access().place.kind == Kind::gitlab; }
  [[nodiscard]] std::string path_of(const std::string& reference) const;

  Api api_;
};

/// Those of the repository behind the git remote at the address `remote`, by the same rules as
/// connect(). Nothing on Bitbucket, where issues are kept elsewhere.
std::unique_ptr<CommentPlaces> connect_comments(std::string_view remote,
                                                const config::Forge& config,
                                                const EnvironmentLookup& environment,
                                                net::Http& http, const net::Trust& trust);

/// What is told, and to whom.
struct Telling {
  std::string service;
  std::string version;
  std::string url;                      ///< of the release's page
  std::vector<std::string> references;  ///< each once
  config::Comments rules;
  std::chrono::milliseconds pause{1000};  ///< between comments, as forges ask for
};

/// How many were told.
struct Told {
  std::size_t made = 0;
  std::size_t there = 0;    ///< had the comment already
  std::size_t skipped = 0;  ///< not meant, not there, or too many
};

/// Tells each pull request and issue of a release once: a comment is known again by the service and
/// the version in a mark that readers do not see. A request whose answer is lost is looked after;
/// of the comments of two runs at once the oldest stays. Where there are more references than
/// `rules.most`, nobody is told.
Told tell_released(CommentPlaces& places, const Telling& telling);

}  // namespace relctl::forge
