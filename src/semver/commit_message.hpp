// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "semver/conventional.hpp"

namespace relctl::semver {

/// What a commit message says.
struct Meaning {
  std::string subject;                ///< its first line, with all wrappings
  std::vector<Change> changes;        ///< none: a merge that only joins histories
  bool undoes = false;                ///< its own change is to undo `reverted`
  std::vector<std::string> reverted;  ///< ids, perhaps shortened, of the commits it says to revert
  std::string reverted_subject;       ///< the subject it undoes, where it undoes one
  std::string reverted_request;       ///< `#12` or `!12`, the pull request it says to revert
  std::string request;                ///< `#12` or `!12`, the pull request it came from
  std::optional<std::string> wished;  ///< the version of a `Release-As:` footer, as written
};

/// What must be known about a commit to read its message.
struct Reading {
  bool joins = false;                   ///< it has several parents: the joined commits speak, too
  std::vector<std::string> types = {};  ///< what is a type in a body, besides the usual ones
};

/// Reads a whole commit message: of any bytes, with LF or CRLF, with or without a byte order mark.
///
/// - The subject decides where it has a type; forges' and git's wrappings of it are taken off
///   ("Merged PR 12: feat: x", "Revert \"…\"", "fixup! …").
/// - Where it has none, the body's lines that are commits by themselves count, with or without list
///   marks: squash merges. So they do below a subject with a type where the body begins with a list
///   or with a commit, and where a paragraph without a mark is a commit (several commits in one).
/// - Nothing that is quoted counts, nor lists below the first level: see body_lines().
/// - A merge of several parents speaks through the title of its pull request alone.
Meaning meaning_of(std::string_view message, const Reading& reading = {});

}  // namespace relctl::semver
