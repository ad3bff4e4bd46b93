// SPDX-License-Identifier: MIT
#include "release/notes.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/releases.hpp"
#include "record/trailer_values.hpp"
#include "record/trailers.hpp"
#include "release/survey.hpp"
#include "semver/auto_rules.hpp"

namespace relctl::release {
namespace {

/// The day on which a release was made: as its record says, else that of its commit.
std::string day_of_release(const plan::History& history, const record::Release& release) {
  const plan::Commit commit = history.commit(release.tag.commit);
  const auto message = history.tag_message(release.tag.object);
  for (const record::Record& record : record::read_records(message.value_or(commit.message)))
    return record::day_of({record.time, record.offset});
  return record::day_of({commit.time, 0});
}

/// Names the release that notes begin after, and hides what it holds.
void begin_after(const plan::History& history, const std::optional<record::Release>& before,
                 ReleaseNotes& notes, CommitRange& range) {
  if (!before) return;
  notes.previous = semver::to_string(before->version);
  notes.from = before->tag.name;
  range.hidden.push_back(record::source_of(history, *before));
}

}  // namespace

notes::Notes notes_in(const config::Config& config, const config::Service& service,
                      const plan::History& history, const CommitRange& range, Changes& changes) {
  const auto commits = history.log(range.source, range.hidden);
  auto messages = messages_for(config, service, history, commits, changes);
  std::vector<notes::Commit> told;
  told.reserve(commits.size());
  for (std::size_t i = 0; i < commits.size(); ++i)
    told.push_back({std::move(messages[i]), commits[i].author_name});
  return notes::collect(told, config.release.notes, semver::types_in(config.release.auto_rules));
}

std::optional<record::Release> release_before(const plan::History& history,
                                              const std::vector<record::Release>& releases,
                                              const semver::Version& version,
                                              const std::vector<ObjectId>& tips) {
  std::vector<record::Release> earlier;
  std::copy_if(releases.begin(), releases.end(), std::back_inserter(earlier),
               [&](const record::Release& each) {
                 return std::is_lt(semver::compare(each.version, version)) &&
                        (each.version.is_final() || !version.is_final());
               });
  return record::latest_release(history, earlier, tips);
}

ReleaseNotes next_notes(const config::Config& config, const plan::Snapshot& snapshot,
                        const config::Service& service, const plan::Operation& operation) {
  plan::BumpRequest request;
  request.operation = operation;
  request.level = "auto";
  request.services = {service.name};
  request.deploy = false;
  Changes changes(config, *snapshot.history);
  record::Releases known(snapshot.tags);
  const Survey found = survey(config, snapshot, request, snapshot.source, known, changes).front();
  const auto& releases = known.of(service);
  const auto tips = tips_of(snapshot, snapshot.source);
  ReleaseNotes result;
  result.service = service.name;
  CommitRange range{snapshot.source, {}};
  std::optional<record::Release> before = found.current.release;
  if (found.next) {
    result.version = semver::to_string(*found.next);
    result.to = record::tag_name(service, *found.next);
    before = release_before(*snapshot.history, releases, *found.next, tips);
  } else {
    result.to = snapshot.source.hex();
  }
  begin_after(*snapshot.history, before, result, range);
  result.notes = notes_in(config, service, *snapshot.history, range, changes);
  return result;
}

ReleaseNotes version_notes(const config::Config& config, const plan::Snapshot& snapshot,
                           const config::Service& service, const semver::Version& version) {
  const plan::History& history = *snapshot.history;
  const auto releases = record::releases_of(service, snapshot.tags);
  const auto release = std::find_if(releases.begin(), releases.end(), [&](const auto& each) {
    return std::is_eq(semver::compare(each.version, version));
  });
  if (release == releases.end()) {
    throw Error(ErrorKind::usage,
                fmt::format("{} {} is no release here: there is no tag {}", service.name,
                            semver::to_string(version), record::tag_name(service, version)))
        .hint("if the remote has it: git fetch --tags");
  }
  ReleaseNotes result;
  result.service = service.name;
  result.version = semver::to_string(release->version);
  result.to = release->tag.name;
  result.date = day_of_release(history, *release);
  CommitRange range{record::source_of(history, *release), {}};
  begin_after(history, release_before(history, releases, release->version, {release->tag.commit}),
              result, range);
  Changes changes(config, history);
  result.notes = notes_in(config, service, history, range, changes);
  return result;
}

ReleaseNotes range_notes(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Service& service, const ObjectId& from, const ObjectId& to) {
  ReleaseNotes result;
  result.service = service.name;
  result.from = from.hex();
  result.to = to.hex();
  Changes changes(config, *snapshot.history);
  result.notes = notes_in(config, service, *snapshot.history, {to, {from}}, changes);
  return result;
}

notes::Writing writing_of(const ReleaseNotes& notes, const std::optional<notes::Links>& links) {
  return {.links = links, .from = notes.from, .to = notes.to};
}

std::optional<notes::Links> configured_links(const config::Config& config) {
  const auto& page = config.release.notes.repository;
  if (!page) return std::nullopt;
  const std::string kind = config.forge.kind.value_or("");
  const notes::Pages pages = kind == "github"                       ? notes::Pages::github
                             : kind == "gitlab"                     ? notes::Pages::gitlab
                             : kind == "gitea" || kind == "forgejo" ? notes::Pages::gitea
                             : kind == "bitbucket"                  ? notes::Pages::bitbucket
                                                                    : notes::pages_of(*page);
  return notes::Links(pages, *page);
}

}  // namespace relctl::release
