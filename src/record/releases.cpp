// SPDX-License-Identifier: MIT
#include "record/releases.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/trailers.hpp"
#include "record/version_pattern.hpp"

namespace relctl::record {
namespace {

/// Equal precedence means equal but for build metadata, which orders nothing but the answer.
bool comes_first(const Release& a, const Release& b) {
  const auto order = semver::compare(a.version, b.version);
  if (order != std::weak_ordering::equivalent) return std::is_gt(order);
  if (a.tag.name != b.tag.name) return a.tag.name > b.tag.name;
  if (a.tag.remote != b.tag.remote) return a.tag.remote;
  return a.tag.object < b.tag.object;
}

bool is_reached(const plan::History& history, const std::vector<ObjectId>& tips,
                const ObjectId& commit) {
  return std::any_of(tips.begin(), tips.end(),
                     [&](const ObjectId& tip) { return history.reaches(tip, commit); });
}

std::optional<ObjectId> recorded_source(std::string_view message, const std::string& tag) {
  for (const Record& record : read_records(message)) {
    const auto& tags = record.tags;
    if (std::find(tags.begin(), tags.end(), tag) != tags.end()) return record.source;
  }
  return std::nullopt;
}

void add_release(std::vector<Release>& releases, const std::string& pattern, const plan::Tag& tag) {
  const auto text = version_place(pattern, tag.name);
  auto version = text ? semver::parse(*text) : std::nullopt;
  if (version) releases.push_back({std::move(*version), tag});
}

}  // namespace

std::string tag_name(const config::Service& service, const semver::Version& version) {
  return config::expand(service.tag, service.name, std::nullopt, semver::to_string(version));
}

std::optional<semver::Version> version_of_tag(const config::Service& service,
                                              std::string_view name) {
  const std::string pattern = config::expand(service.tag, service.name, std::nullopt);
  const auto version = version_place(pattern, name);
  return version ? semver::parse(*version) : std::nullopt;
}

std::vector<Release> releases_of(const config::Service& service,
                                 const std::vector<plan::Tag>& tags) {
  const std::string pattern = config::expand(service.tag, service.name, std::nullopt);
  std::vector<Release> releases;
  for (const plan::Tag& tag : tags)
    add_release(releases, pattern, tag);
  std::sort(releases.begin(), releases.end(), comes_first);
  return releases;
}

Releases::Releases(const std::vector<plan::Tag>& tags) {
  by_name_.reserve(tags.size());
  for (const plan::Tag& tag : tags)
    by_name_.push_back(&tag);
  const auto by_name = [](const plan::Tag* a, const plan::Tag* b) { return a->name < b->name; };
  // git gives them in this order.
  if (!std::is_sorted(by_name_.begin(), by_name_.end(), by_name))
    std::sort(by_name_.begin(), by_name_.end(), by_name);
}

const std::vector<Release>& Releases::of(const config::Service& service) {
  const std::string pattern = config::expand(service.tag, service.name, std::nullopt);
  const auto [known, is_new] = by_pattern_.try_emplace(pattern);
  std::vector<Release>& releases = known->second;
  if (!is_new) return releases;
  const std::string_view prefix = std::string_view(pattern).substr(0, pattern.find('{'));
  auto tag = std::lower_bound(
      by_name_.begin(), by_name_.end(), prefix,
      [](const plan::Tag* each, std::string_view wanted) { return each->name < wanted; });
  for (; tag != by_name_.end() && (*tag)->name.starts_with(prefix); ++tag)
    add_release(releases, pattern, **tag);
  std::sort(releases.begin(), releases.end(), comes_first);
  return releases;
}

std::optional<Release> latest_release(const plan::History& history,
                                      const std::vector<Release>& releases,
                                      const std::vector<ObjectId>& tips) {
  const auto found = std::find_if(releases.begin(), releases.end(), [&](const Release& release) {
    return is_reached(history, tips, release.tag.commit);
  });
  return found == releases.end() ? std::nullopt : std::optional(*found);
}

void require_sight(const plan::Snapshot& snapshot, const std::string& service) {
  if (snapshot.lack == plan::Lack::nothing) return;
  const bool is_shallow = snapshot.lack == plan::Lack::history;
  throw Error(
      ErrorKind::system,
      fmt::format("this clone {}, and no release of {} is in it: its version cannot be told",
                  is_shallow ? "is shallow" : "was made without tags", service))
      .hint(is_shallow ? "git fetch --unshallow --tags" : "git fetch --tags");
}

ObjectId source_of(const plan::History& history, const Release& release) {
  const plan::Tag& tag = release.tag;
  std::optional<ObjectId> source;
  if (const auto message = history.tag_message(tag.object)) {
    source = recorded_source(*message, tag.name);
  }
  if (!source) source = recorded_source(history.commit(tag.commit).message, tag.name);
  return source && history.reaches(tag.commit, *source) ? *source : tag.commit;
}

std::optional<Release> release_from(const plan::History& history,
                                    const std::vector<Release>& releases, const ObjectId& source,
                                    const std::vector<ObjectId>& tips) {
  for (const Release& release : releases) {
    if (!is_reached(history, tips, release.tag.commit)) continue;
    if (source_of(history, release) == source) return release;
    // A release that the source itself contains was made from an earlier commit, and so were all
    // lower ones.
    if (history.reaches(source, release.tag.commit)) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace relctl::record
