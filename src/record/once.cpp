// SPDX-License-Identifier: MIT
#include "record/once.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/releases.hpp"
#include "tree/changed_paths.hpp"

namespace relctl::record {
namespace {

constexpr std::size_t most_commits = 1000;
constexpr std::size_t most_tags = 1000;

std::optional<Record> matching(std::string_view message, const OnceQuery& query) {
  for (Record& record : read_records(message)) {
    if (is_same_operation(record, query)) return std::move(record);
  }
  return std::nullopt;
}

std::optional<Earlier> find_in_branch(const plan::Snapshot& snapshot, const OnceQuery& query) {
  ObjectId next = snapshot.tip.value_or(snapshot.source);
  for (std::size_t count = 0; count < most_commits; ++count) {
    const plan::Commit commit = snapshot.history->commit(next);
    if (auto record = matching(commit.message, query))
      return Earlier{*std::move(record), commit.id};
    if (commit.parents.empty()) break;
    next = commit.parents.front();
  }
  return std::nullopt;
}

/// A run that is repeated comes soon after: what lies beyond the end of a shallow clone is older
/// than its checkout.
std::optional<Earlier> find_in_what_there_is(const plan::Snapshot& snapshot,
                                             const OnceQuery& query) {
  try {
    return find_in_branch(snapshot, query);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::system) throw;
    return std::nullopt;
  }
}

std::optional<Earlier> find_in_tags(const config::Config& config, const plan::Snapshot& snapshot,
                                    const OnceQuery& query) {
  Releases known(snapshot.tags);
  for (const config::Service& service : config.services) {
    const auto& releases = known.of(service);
    for (std::size_t i = 0; i < std::min(releases.size(), most_tags); ++i) {
      const auto message = snapshot.history->tag_message(releases[i].tag.object);
      if (!message) continue;
      if (auto record = matching(*message, query))
        return Earlier{*std::move(record), releases[i].tag.commit};
    }
  }
  return std::nullopt;
}

plan::ServiceOutcome outcome_of(const config::Config& config, const Record& record,
                                const ServiceRecord& service) {
  plan::ServiceOutcome outcome;
  outcome.name = service.name;
  outcome.previous = service.previous;
  outcome.version = service.version;
  const auto known = std::find_if(config.services.begin(), config.services.end(),
                                  [&](const auto& each) { return each.name == service.name; });
  if (known == config.services.end()) return outcome;
  for (const std::string& tag : record.tags) {
    if (version_of_tag(*known, tag)) outcome.tag = tag;
  }
  for (const ImageRecord& image : record.images) {
    const plan::ImageOutcome written{image.name, image.tag, image.digest};
    const bool is_own = config::image_in(*known, image.environment, image.name) != nullptr;
    const auto& images = outcome.images;
    const bool is_new = std::find(images.begin(), images.end(), written) == images.end();
    if (is_own && is_new) outcome.images.push_back(written);
  }
  return outcome;
}

}  // namespace

bool is_same_operation(const Record& record, const OnceQuery& query) {
  if (record.operation != query.operation || record.key != query.key ||
      record.environment != query.environment) {
    return false;
  }
  const auto is_asked_for = [&query](const ServiceRecord& service) {
    const auto& names = query.services;
    return names.empty() || std::find(names.begin(), names.end(), service.name) != names.end();
  };
  return std::all_of(record.services.begin(), record.services.end(), is_asked_for);
}

std::optional<Earlier> find_once(const config::Config& config, const plan::Snapshot& snapshot,
                                 const OnceQuery& query) {
  if (auto earlier = find_in_what_there_is(snapshot, query)) return earlier;
  return find_in_tags(config, snapshot, query);
}

plan::EarlierRun answered_by(const plan::Snapshot& snapshot, const ObjectId& commit) {
  plan::EarlierRun run{commit, {}, snapshot.fetched};
  std::vector<plan::Commit> own;
  try {
    own = snapshot.history->first_parents(commit, 2);
  } catch (const Error& error) {
    // A clone that ends here is deepened where a remote is at hand; else the files are not told.
    if (error.kind() != ErrorKind::system || snapshot.fetched) throw;
  }
  if (own.size() < 2) return run;
  run.files =
      changed_paths(*snapshot.history->tree(own.back().id), *snapshot.history->tree(commit));
  return run;
}

std::optional<plan::Result> find_bump(const config::Config& config, const plan::Snapshot& snapshot,
                                      const plan::BumpRequest& request) {
  if (!request.operation.key) return std::nullopt;
  const auto earlier =
      find_once(config, snapshot, {"bump", *request.operation.key, request.services, std::nullopt});
  if (!earlier) return std::nullopt;
  plan::Result result;
  result.earlier = answered_by(snapshot, earlier->commit);
  for (const ServiceRecord& service : earlier->record.services) {
    plan::ServiceOutcome outcome = outcome_of(config, earlier->record, service);
    const auto& names = request.services;
    outcome.named = std::find(names.begin(), names.end(), service.name) != names.end();
    result.notes.push_back(fmt::format("{} {} was released by an earlier run with the same key.",
                                       service.name, service.version));
    result.services.push_back(std::move(outcome));
  }
  return result;
}

}  // namespace relctl::record
