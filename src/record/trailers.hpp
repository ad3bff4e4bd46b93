// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/request.hpp"
#include "tree/object_id.hpp"

namespace relctl::record {

/// A service's version before and after an operation.
struct ServiceRecord {
  std::string name;
  std::string version;
  std::optional<std::string> previous;
  /// The commit that the notes of its release begin after, where they were made of commits.
  std::optional<ObjectId> since = {};
  bool operator==(const ServiceRecord&) const = default;
};

/// An image as an operation wrote it to an environment.
struct ImageRecord {
  std::string environment;
  std::string name;  ///< repository
  std::string tag;
  std::optional<std::string> digest;
  bool operator==(const ImageRecord&) const = default;
};

/// The resolved inputs of one operation, as the trailers of its commit and tags hold them.
/// Trailers of format 1 are read by these rules for ever.
struct Record {
  std::string operation;  ///< bump, promote, rollback, …
  std::string id;         ///< 32 hexadecimal digits
  std::vector<ServiceRecord> services;
  std::vector<ImageRecord> images;
  std::optional<std::string> environment;  ///< of a promotion, rollback or hold
  /// The commit that a release was made from, or that manifests were rendered from.
  std::optional<ObjectId> source;
  std::vector<std::string> tags;
  std::vector<std::string> holds;  ///< ids of those that were made, or that an unhold lifted
  std::int64_t time = 0;           ///< seconds since 1970 UTC
  int offset = 0;                  ///< of the writer's time zone, minutes east of UTC
  std::optional<std::string> key;
  std::string tool;                 ///< relctl's version
  std::optional<std::string> from;  ///< the environment that a promotion took its versions from
  std::vector<plan::PassedCheck> passed{};  ///< what was found, and let pass
  /// The branch of the request that the commit was made for: its release has no tag until that is
  /// merged.
  std::optional<std::string> request = {};
  bool operator==(const Record&) const = default;
};

/// The record of `operation` under its name (bump, promote, …): what it gave to services and images
/// is still to be filled in.
Record new_record(std::string name, const plan::Operation& operation);

/// The record as trailer lines, each with its line end. Throws Error(bug) for a record that
/// read_records would not give back.
std::string write_trailers(const Record& record);

/// The message of the annotated tag `tag` that the operation of `record` makes. `notes`, the text
/// that tells of the release, stands above the trailers; it cannot pass for some itself. Throws
/// Error(input) where it hides them.
std::string write_tag_message(const std::string& tag, const Record& record,
                              const std::string& notes = {});

/// The notes in the message of an annotated tag: what stands between its subject and its trailers.
/// Empty where there are none, or no trailers of ours.
std::string notes_in_tag(std::string_view message);

/// The records in a message of a commit or of an annotated tag, in its order: one for each
/// paragraph, the subject excepted, that holds nothing but trailers and names `Relctl-Format: 1`.
/// A squashed commit may have several. A paragraph with a malformed value of ours is left out, as
/// are trailers of others; lines may end in CRLF.
std::vector<Record> read_records(std::string_view message);

/// The reason in a `Relctl-Override: reason` line among the trailers of a message: somebody takes
/// responsibility for what `guard` finds in that commit.
std::optional<std::string> read_override(std::string_view message);

/// What a message says that somebody takes responsibility for, in words: read_override(), and the
/// checks that its operations passed with their reasons. Empty where there is nothing.
std::string told_overrides(std::string_view message);

/// True for what `--once` takes as key: 1 to 200 bytes without control characters, with no blank
/// at either end.
bool is_key(std::string_view text);

}  // namespace relctl::record
