// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "forge/forge.hpp"
#include "record/trailers.hpp"

namespace relctl::forge {

/// A release that a request is about.
struct RequestedRelease {
  std::string service;
  std::optional<std::string> previous;
  std::string version;
  std::string notes;  ///< Markdown; may be empty
};

/// What the request of a release tells its reader.
struct ReleaseFacts {
  std::vector<RequestedRelease> releases;
  record::Record record;            ///< its trailers end the text
  std::size_t most_bytes = 30'000;  ///< of the text: Bitbucket takes the least of all
};

/// The part of a request's body that is relctl's, between two marks: which services get which
/// version, their notes, and the trailers, so that a squash commit of the body has them.
std::string release_request_text(const ReleaseFacts& facts);

/// `body` with `text`, as release_request_text() makes it, in the place of what stands between the
/// marks: what people wrote around it stays. Nothing where somebody took the marks out.
std::optional<std::string> with_text(const std::string& body, const std::string& text);

/// A request for a release, whose branch has the plan already.
struct ReleaseRequest {
  std::string branch;
  std::string base;   ///< short name of the branch that it is to be merged into
  std::string title;  ///< the subject of the release commit
  std::optional<std::string> previous_title;  ///< of the plan before
  std::string text;                           ///< as release_request_text() makes it
};

/// What became of it.
struct RequestOutcome {
  std::string state;  ///< opened, updated, unchanged, closed
  OpenRequest request;
};

/// Opens the one request of its branch, or brings title and text of the open one up to date. A
/// title that is not that of the plan before, and a body without the marks, are people's and stay.
RequestOutcome keep_request(Forge& forge, const ReleaseRequest& wanted);

}  // namespace relctl::forge
