// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forge/releases.hpp"

namespace relctl::forge {

/// A release as it should be on a forge.
struct Announcement {
  ReleaseText text;  ///< without the marker by which its body is known again
  std::vector<Asset> assets;
  bool draft = false;           ///< it is left as a draft, for people to publish
  bool replaces_edits = false;  ///< a body that people edited is written anew
  bool checks = false;          ///< nothing is changed
};

/// What became of a file.
struct AnnouncedAsset {
  std::string name;
  std::string state;  ///< uploaded, same, missing (with `checks`)
  std::string sha256;
};

/// What became of a release on a forge.
struct Announced {
  std::string url;
  std::string state;  ///< made, updated, same, edited, draft, missing (with `checks`)
  std::vector<AnnouncedAsset> assets;

  /// Everything is as it should be, without anything having been done.
  [[nodiscard]] bool is_same() const;
};

/// Makes what is there what should be: a release that lacks is made as a draft, gets its files and
/// is published; one of ours is brought up to date; a draft of ours is finished. Whatever an
/// earlier run left is taken up, so that running it again, or twice at once, ends with one release
/// that has each file once. A body that people edited stays. Throws Error(conflict) where a file of
/// that name has other bytes, since what is released does not change; else as Releases.
Announced announce(Releases& releases, const Announcement& wanted);

/// The requests that announce() makes where nothing is there yet, for people.
std::vector<std::string> calls_of(Kind kind, const Announcement& wanted);

/// `body` with the marker at its end: a comment that holds its hash and those of the assets.
std::string with_marker(const std::string& body, const std::vector<Asset>& assets);

/// Whether `body` is as with_marker() made it.
bool is_unedited(const std::string& body);

}  // namespace relctl::forge
