// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "forge/place.hpp"
#include "net/http.hpp"

namespace relctl::forge {

/// A pull request (on GitLab: a merge request) that is open.
struct OpenRequest {
  std::uint64_t number = 0;  ///< as people write it: `#12`, on GitLab `!12`
  std::string title;
  std::string body;
  std::string url;  ///< its page
  bool operator==(const OpenRequest&) const = default;
};

/// A pull request to be opened. Both branches are short names in the same repository.
struct NewRequest {
  std::string head;  ///< what is to be merged
  std::string base;  ///< into what
  std::string title;
  std::string body;  ///< Markdown
};

/// Where pull requests live. Every call throws Error in plain words, with what to do: (input) when
/// the token is missing a right or the request is not taken, (system) when the server fails,
/// (timeout) when it does not answer or asks to wait longer than there is time.
class Forge {
 public:
  virtual ~Forge() = default;

  /// The open request from `head` into `base`, both of this repository: one of a fork with the
  /// same branch name does not count. The newest where there are several.
  virtual std::optional<OpenRequest> find_open(const std::string& head,
                                               const std::string& base) = 0;
  /// Opens a request. Nothing where one from that head into that base is open already.
  virtual std::optional<OpenRequest> create(const NewRequest& request) = 0;
  /// Gives an open request another title and body; reviewers and labels stay.
  virtual void update(const OpenRequest& request, const std::string& title,
                      const std::string& body) = 0;
  /// Whether somebody approved it and has not taken that back. Approval rules are the forge's; one
  /// approval is enough to leave the request alone.
  virtual bool is_approved(const OpenRequest& request) = 0;
  /// Closes it without merging, with a word why.
  virtual void close(const OpenRequest& request, const std::string& comment) = 0;

  /// `pull request #12`, `merge request !12`.
  [[nodiscard]] virtual std::string name(const OpenRequest& request) const = 0;
};

/// The forge of the git remote at the address `remote`, with the user's token, which goes where
/// `trust` lets it. `http` must outlive it. Throws as find_place, check_trusted and find_token.
std::unique_ptr<Forge> connect(std::string_view remote, const config::Forge& config,
                               const EnvironmentLookup& environment, net::Http& http,
                               const net::Trust& trust);

}  // namespace relctl::forge
