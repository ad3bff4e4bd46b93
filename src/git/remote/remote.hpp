// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "git/program.hpp"

namespace relctl::git {

/// What a remote advertises: taken in one connection.
struct RemoteRefs {
  std::optional<std::string> default_branch;               ///< short name behind its HEAD
  std::vector<std::pair<std::string, ObjectId>> branches;  ///< short names
  std::vector<plan::Tag> tags;                             ///< with `remote` set

  /// The tip of the branch with that short name.
  [[nodiscard]] std::optional<ObjectId> branch(std::string_view name) const;
  /// The tag with that short name; nothing where there is none.
  [[nodiscard]] const plan::Tag* tag(std::string_view name) const;
  /// The value of a full ref name, `refs/heads/…` or `refs/tags/…`.
  [[nodiscard]] std::optional<ObjectId> value(std::string_view name) const;
};

/// Reads what `git ls-remote --symref` prints; refs other than branches and tags are left out.
/// Throws Error(system) for ids that are no SHA-1.
RemoteRefs parse_remote_refs(std::string_view listing);

/// Lists the remote's branches and tags. `remote` is a configured name or a URL. Throws
/// Error(system) in git's words, Error(timeout) at the deadline.
RemoteRefs list_remote(const Repository& repository, const std::string& remote,
                       const ProgramOptions& options);

/// How much history a fetch asks for: what is new, so many commits more below the shallow
/// boundary, or all of it.
struct FetchDepth {
  int depth = 0;               ///< so many commits of each ref; 0: what is new
  int deepen = 0;              ///< commits below the shallow boundary; 0: none
  bool whole = false;          ///< the whole history; the clone is shallow no more
  bool without_files = false;  ///< files come when they are read, if the server lets them
};

/// Fetches the remote's refs `names` (full names, `refs/heads/*` too) into
/// `refs/relctl/<operation>/heads/…` and `…/tags/…`, and nothing else: no tags of its own accord,
/// no FETCH_HEAD, no remote-tracking refs, no maintenance, no submodules. Throws as list_remote.
void fetch(const Repository& repository, const std::string& remote,
           const std::vector<std::string>& names, const std::string& operation,
           const ProgramOptions& options, const FetchDepth& depth = {});

/// What git or a server said, fit for a message: without secrets, without blanks at line ends, with
/// which git pads the lines of servers, and without empty lines.
std::string tidy_words(std::string_view text);

}  // namespace relctl::git
