// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "semver/reverts.hpp"

namespace relctl::notes {

/// A commit of the range that notes are made from.
struct Commit {
  semver::CommitMessage message;  ///< `counts`: it changes the service
  std::string author;             ///< a name; empty: not told
};

/// A change as its users read of it. All texts are plain ones, of one line and without anything
/// that a reader could not see.
struct Entry {
  std::string type;   ///< in lower case; empty where the subject follows no convention
  std::string scope;  ///< empty: none
  std::string text;
  std::string warning;  ///< the words of its BREAKING CHANGE footer; empty: none
  bool breaking = false;
  std::vector<std::string> commits;     ///< full ids
  std::vector<std::string> references;  ///< `#12`, `!12`: its pull request first
  std::vector<std::string> authors;
  bool operator==(const Entry&) const = default;
};

struct Section {
  std::string name;
  std::vector<Entry> entries;  ///< the oldest first
  bool operator==(const Section&) const = default;
};

/// What changed from one version to another.
struct Notes {
  std::vector<Section> sections;  ///< none is empty
  std::size_t hidden = 0;         ///< changes of types that no section holds
  bool operator==(const Notes&) const = default;
};

/// The notes of `commits`, which stand newest first, children before parents. The same work gives
/// the same notes, whether it was merged, squashed or rebased:
/// - a merge's commits speak for themselves, and get the number of its pull request; a squash
///   merge's list of commits is read likewise;
/// - the title of a pull request is an entry where none of its commits has a change of that type;
/// - equal changes are one entry with all references;
/// - a commit and its revert among them cancel each other; what takes something older back is
///   listed by the section of the type `revert`;
/// - `Relctl-Notes: none` in a message keeps its commit out, and other words replace its entry;
/// - a breaking change is never hidden.
/// `types` are types of commits besides the usual ones.
Notes collect(const std::vector<Commit>& commits, const config::NotesStyle& style,
              const std::vector<std::string>& types);

}  // namespace relctl::notes
