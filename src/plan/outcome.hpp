// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/hold.hpp"
#include "plan/plan.hpp"
#include "semver/auto_level.hpp"

namespace relctl::plan {

/// What became of one service. Others go on when one is not done.
enum class Status { done, unchanged, superseded, held, absent };

/// `done`, `unchanged`, …: as people and programs read it.
std::string to_string(Status status);

/// An image with the tag that a release or promotion gives it, written to an environment or not.
struct ImageOutcome {
  std::string name;
  std::string tag;
  std::optional<std::string> digest;
  bool operator==(const ImageOutcome&) const = default;
};

struct ServiceOutcome {
  std::string name;
  Status status = Status::done;
  std::optional<std::string> environment;  ///< of a promotion or rollback
  std::optional<std::string> previous;     ///< version before
  std::optional<std::string> version;      ///< version now
  std::optional<std::string> tag;          ///< git tag of the release
  std::vector<ImageOutcome> images;
  std::string reason;  ///< for people: why it is unchanged, superseded, held or absent
  std::vector<semver::CountedCommit> commits;  ///< what `auto` counted, newest first
  bool named = false;                          ///< asked for by name: then held or absent is exit 4
  bool moves = true;     ///< false: of a hold or its end, which give nothing a version
  bool is_kept = false;  ///< a hold lies on it after the operation
  bool operator==(const ServiceOutcome&) const = default;
};

/// What became of the manifests of a rendered path. Objects are named `KIND/NAME`, or
/// `KIND/NAMESPACE/NAME`.
struct ManifestsOutcome {
  std::string environment;
  std::string path;
  std::optional<ObjectId> previous;  ///< the commit they were rendered from; nothing: none
  ObjectId revision;                 ///< the one they are rendered from now
  std::vector<std::string> added;
  std::vector<std::string> changed;
  std::vector<std::string> removed;
  bool operator==(const ManifestsOutcome&) const = default;
};

/// The commit in which an earlier run with the same key did what is asked for.
struct EarlierRun {
  ObjectId commit;
  std::vector<std::string> files;  ///< that it changed, in order of path
  bool is_published = false;       ///< the remote has it
};

/// What a planner answers: the plans in order, and what they mean for each service.
struct Result {
  std::vector<Plan> plans;  ///< none: there is nothing to do
  std::vector<ServiceOutcome> services;
  std::vector<ManifestsOutcome> manifests;  ///< of the rendered paths that are written
  std::vector<Hold> added_holds;
  std::vector<Hold> lifted_holds;
  std::vector<std::string> includes;  ///< commits that a recomputed release took along
  std::vector<std::string> notes;     ///< lines for stderr
  std::optional<EarlierRun> earlier;  ///< set where the answer of an earlier run is given again
};

/// The process's exit code: 4 when a service asked for by name is held or absent, or when holds let
/// nothing of what waits for an environment through; else 0.
int exit_code(const Result& result);

}  // namespace relctl::plan
