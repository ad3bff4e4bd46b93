// SPDX-License-Identifier: MIT
#include "release/bump.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "config/glob.hpp"
#include "deploy/image_settings.hpp"
#include "record/once.hpp"
#include "release/assemble.hpp"
#include "release/changes.hpp"
#include "release/merged.hpp"
#include "release/survey.hpp"

namespace relctl::release {
namespace {

std::vector<Survey> releases_in(const std::vector<Survey>& surveys) {
  std::vector<Survey> releases;
  std::copy_if(surveys.begin(), surveys.end(), std::back_inserter(releases),
               [](const Survey& survey) { return survey.next.has_value(); });
  return releases;
}

/// The source files of the services that differ between the commit checked out and the tip.
bool has_moved(Changes& changes, const plan::Snapshot& snapshot,
               const std::vector<Survey>& releases) {
  if (!snapshot.tip || *snapshot.tip == snapshot.source) return false;
  return std::any_of(releases.begin(), releases.end(), [&](const Survey& release) {
    return !changes.files(*release.service, snapshot.source, *snapshot.tip).empty();
  });
}

/// The commits that releasing the tip takes along.
std::vector<std::string> commits_taken_along(Changes& changes, const plan::Snapshot& snapshot,
                                             const std::vector<Survey>& releases) {
  const auto commits = snapshot.history->log(*snapshot.tip, {snapshot.source});
  std::vector<std::string> lines;
  for (const plan::Commit& commit : commits) {
    const bool counts = std::any_of(releases.begin(), releases.end(), [&](const Survey& release) {
      return !changes.commits(*release.service, {commit}).empty();
    });
    if (!counts) continue;
    const std::string subject = commit.message.substr(0, commit.message.find_first_of("\r\n"));
    lines.push_back(fmt::format("{} {}", commit.id.short_hex(), subject));
  }
  return lines;
}

[[noreturn]] void refuse_moved(const plan::Snapshot& snapshot) {
  throw Error(ErrorKind::conflict,
              fmt::format("{} has other source than commit {}, which is checked out",
                          snapshot.branch, snapshot.source.short_hex()))
      .hint("check out the branch's tip and run this again")
      .hint("or let `release.when_moved` be `merge` or `recompute`");
}

void add_outcomes(plan::Result& result, const std::vector<Survey>& surveys) {
  for (const Survey& survey : surveys) {
    result.services.push_back(survey.outcome);
    result.notes.insert(result.notes.end(), survey.notes.begin(), survey.notes.end());
  }
}

}  // namespace

plan::Result bump(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::BumpRequest& request) {
  check_branch(config, snapshot);
  if (auto earlier = record::find_bump(config, snapshot, request)) return std::move(*earlier);
  deploy::check_digests(config::named_services(config, request.services), request.digests);
  Changes changes(config, *snapshot.history);
  record::Releases known(snapshot.tags);
  if (auto merged = merged_releases(config, snapshot, request, known, changes))
    return *std::move(merged);
  plan::Result result;
  ObjectId source = snapshot.source;
  std::vector<Survey> surveys = survey(config, snapshot, request, source, known, changes);
  bool moved = has_moved(changes, snapshot, releases_in(surveys));
  if (moved && config.release.when_moved == config::WhenMoved::stop) refuse_moved(snapshot);
  if (moved && config.release.when_moved == config::WhenMoved::recompute) {
    result.includes = commits_taken_along(changes, snapshot, releases_in(surveys));
    source = *snapshot.tip;
    surveys = survey(config, snapshot, request, source, known, changes);
    moved = false;
  }
  add_outcomes(result, surveys);
  const std::vector<Survey> releases = releases_in(surveys);
  if (releases.empty()) return result;
  assemble(config, snapshot, request, {source, moved, releases}, changes, result);
  return result;
}

void check_branch(const config::Config& config, const plan::Snapshot& snapshot) {
  const auto& globs = config.release.branches;
  if (snapshot.branch.empty()) return;
  const bool allowed = globs.empty()
                           ? !snapshot.default_branch || *snapshot.default_branch == snapshot.branch
                           : config::matches_branch(globs, snapshot.branch);
  if (allowed) return;
  Error error(ErrorKind::conflict, fmt::format("branch {} may not release", snapshot.branch));
  if (globs.empty()) {
    error.hint(
        fmt::format("releases are made from {}, the default branch", *snapshot.default_branch));
  }
  error.hint("list the branches that may release under `release.branches` in relctl.yaml");
  throw std::move(error);
}

}  // namespace relctl::release
