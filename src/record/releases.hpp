// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "plan/snapshot.hpp"
#include "semver/version.hpp"

namespace relctl::record {

/// A release tag and the version that its name gives the service.
struct Release {
  semver::Version version;
  plan::Tag tag;
  bool operator==(const Release&) const = default;
};

/// The name of the tag that gives `service` the version.
std::string tag_name(const config::Service& service, const semver::Version& version);

/// The version that a tag of this name gives `service`; nothing for tags of other forms.
std::optional<semver::Version> version_of_tag(const config::Service& service,
                                              std::string_view name);

/// The releases of `service` among `tags`, the highest version first. Where the remote's tag and a
/// local one of the same name differ, both are there, the remote's first.
std::vector<Release> releases_of(const config::Service& service,
                                 const std::vector<plan::Tag>& tags);

/// The releases of every service among some tags: the tags are put in order once, and each service
/// looks at those of its form alone.
class Releases {
 public:
  /// `tags` must outlive it.
  explicit Releases(const std::vector<plan::Tag>& tags);

  /// As releases_of() has them. What is given stays valid as long as this.
  const std::vector<Release>& of(const config::Service& service);

 private:
  std::vector<const plan::Tag*> by_name_;
  std::map<std::string, std::vector<Release>> by_pattern_;
};

/// The first of `releases` that one of `tips` reaches. No more of them are looked at.
std::optional<Release> latest_release(const plan::History& history,
                                      const std::vector<Release>& releases,
                                      const std::vector<ObjectId>& tips);

/// Throws Error(system), naming the command that brings it, where the clone of `snapshot` lacks
/// what could tell of releases of `service`: for callers that found none.
void require_sight(const plan::Snapshot& snapshot, const std::string& service);

/// The commit that a release was made from: as the trailers of the tag or of the commit it names
/// say, if they name this tag and a commit that it reaches, else the commit that the tag names.
ObjectId source_of(const plan::History& history, const Release& release);

/// The release whose source is `source`, the highest version first; only releases that one of
/// `tips` reaches count.
std::optional<Release> release_from(const plan::History& history,
                                    const std::vector<Release>& releases, const ObjectId& source,
                                    const std::vector<ObjectId>& tips);

}  // namespace relctl::record
