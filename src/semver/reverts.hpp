// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "semver/commit_message.hpp"

namespace relctl::semver {

/// A commit by its full id.
struct CommitMessage {
  std::string id;
  std::string text;
  std::vector<std::string> parents = {};  ///< full ids; several: a merge
  bool counts = true;                     ///< false: it only tells what a revert of it takes out
};

/// Which of a list of commits were taken out again by later ones among them. Commits are handed
/// over from the newest to the oldest, so that a revert that was itself reverted is known to be
/// void when its turn comes.
class Reverts {
 public:
  /// `commits` stand newest first, children before parents, with a meaning each; both must outlive
  /// this.
  Reverts(const std::vector<CommitMessage>& commits, const std::vector<Meaning>& meanings);

  /// The commit that took out the one at `position`.
  [[nodiscard]] std::optional<std::size_t> undone_by(std::size_t position) const {
    return undone_by_[position];
  }

  /// Takes out what the commit at `position` says to revert: by ids, by its pull request, or by its
  /// subject. A merge goes with all that it brought. True when there was something, and all of it
  /// is among the older commits.
  bool apply(std::size_t position);

 private:
  [[nodiscard]] std::optional<std::size_t> by_id(const std::string& id, std::size_t after) const;
  [[nodiscard]] std::optional<std::size_t> by_words(const Meaning& meaning,
                                                    std::size_t after) const;
  void take_out(std::size_t target, std::size_t reason);
  [[nodiscard]] std::vector<bool> reachable(const std::vector<std::string>& ids) const;

  const std::vector<CommitMessage>& commits_;
  const std::vector<Meaning>& meanings_;
  std::vector<std::pair<std::string_view, std::size_t>> ids_;
  std::vector<std::optional<std::size_t>> undone_by_;
};

}  // namespace relctl::semver
