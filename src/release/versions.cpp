// SPDX-License-Identifier: MIT
#include "release/versions.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/version_file.hpp"

namespace relctl::release {
namespace {

semver::Version parse_file_version(const std::string& path, const std::string& text) {
  if (auto version = semver::parse(text)) return std::move(*version);
  throw Error(ErrorKind::input,
              fmt::format("the version in {}, \"{}\", is no semantic version", path, text))
      .at({path, 0, 0, {}})
      .hint("write it as MAJOR.MINOR.PATCH, as semver.org has it");
}

bool is_higher(const semver::Version& a, const semver::Version& b) {
  return std::is_gt(semver::compare(a, b));
}

void raise(Current& current, const semver::Version& version) {
  if (!current.is_known || is_higher(version, current.version)) current.version = version;
  current.is_known = true;
}

std::optional<record::Release> release_of(const std::vector<record::Release>& releases,
                                          const semver::Version& version) {
  const auto found =
      std::find_if(releases.begin(), releases.end(), [&](const record::Release& release) {
        return std::is_eq(semver::compare(release.version, version));
      });
  return found == releases.end() ? std::nullopt : std::optional(*found);
}

void check_explicit(const config::Service& service, const Current& current,
                    const semver::Version& version, const std::vector<record::Release>& releases) {
  if (const auto release = release_of(releases, version)) {
    throw Error(
        ErrorKind::conflict,
        fmt::format("{} {} exists already: tag {} names commit {}", service.name,
                    semver::to_string(version), release->tag.name, release->tag.commit.short_hex()))
        .hint("ask for a level instead, such as `patch`: it takes the next free number");
  }
  if (current.is_known && is_higher(current.version, version)) {
    throw Error(ErrorKind::conflict,
                fmt::format("{} is at {} already: {} would be lower", service.name,
                            semver::to_string(current.version), semver::to_string(version)))
        .hint("release an older line from a branch of its own that does not contain the newer one");
  }
}

}  // namespace

std::optional<semver::Version> version_in_files(const config::Service& service, const Tree& tree) {
  std::optional<semver::Version> version;
  std::string listing;
  bool agree = true;
  for (const formats::VersionFile& file : service.version_files) {
    const std::string text = formats::read_version(tree, file);
    auto parsed = parse_file_version(file.path, text);
    listing += fmt::format("\n  {}: {}", file.path, text);
    agree = agree && (!version || std::is_eq(semver::compare(*version, parsed)));
    if (!version || is_higher(parsed, *version)) version = std::move(parsed);
  }
  if (agree) return version;
  throw Error(ErrorKind::input,
              fmt::format("the version files of {} disagree:{}", service.name, listing))
      .hint(fmt::format("write the same version into all of them; {} is the highest",
                        semver::to_string(*version)));
}

Current current_version(const config::Service& service,
                        const std::vector<record::Release>& releases, const plan::History& history,
                        const std::vector<ObjectId>& commits) {
  Current current;
  for (const ObjectId& commit : commits) {
    if (service.version_files.empty()) break;
    if (const auto version = version_in_files(service, *history.tree(commit))) {
      raise(current, *version);
    }
  }
  current.release = record::latest_release(history, releases, commits);
  if (current.release) raise(current, current.release->version);
  return current;
}

Wish read_wish(const std::string& level, const std::optional<std::string>& prerelease_id) {
  Wish wish;
  wish.prerelease_id = prerelease_id;
  wish.automatic = level == "auto";
  wish.level = semver::level_named(level);
  wish.version = semver::parse(level);
  if (!wish.automatic && !wish.level && !wish.version) {
    throw Error(ErrorKind::usage, fmt::format("\"{}\" is neither a level nor a version", level))
        .hint("levels: major, minor, patch, prerelease, release, auto")
        .hint("a version is written without \"v\": 1.2.3, or 1.2.3-rc.1");
  }
  if (wish.version && prerelease_id) {
    throw Error(ErrorKind::usage, "a version and --pre exclude each other")
        .hint("write the pre-release into the version: 1.2.3-" + *prerelease_id + ".0");
  }
  return wish;
}

bool is_optional(const Wish& wish, const Current& current) {
  if (wish.version || wish.level == semver::Level::release) return false;
  const bool starts_prerelease = wish.level == semver::Level::prerelease || wish.prerelease_id;
  return !(starts_prerelease && current.version.is_final());
}

semver::Level level_of(const Wish& wish, const Current& current, semver::Level automatic_level) {
  if (!wish.automatic) return wish.level.value_or(semver::Level::patch);
  const bool goes_on = wish.prerelease_id && semver::leads_to(current.version, automatic_level);
  return goes_on ? semver::Level::prerelease : automatic_level;
}

Next next_version(const config::Service& service, const Current& current, const Wish& wish,
                  semver::Level level, const std::vector<record::Release>& releases) {
  if (wish.version) {
    check_explicit(service, current, *wish.version, releases);
    return {*wish.version, {}};
  }
  const bool is_released = release_of(releases, current.version).has_value();
  if (level == semver::Level::release && current.version.is_final() && current.is_known &&
      !is_released && !wish.prerelease_id) {
    return {current.version, {}};
  }
  std::vector<semver::Version> taken;
  taken.reserve(releases.size());
  for (const record::Release& release : releases)
    taken.push_back(release.version);
  const auto free = semver::next_free(current.version, level, wish.prerelease_id, taken);
  Next next{free.version, {}};
  next.notes.reserve(free.passed.size());
  for (const semver::Version& passed : free.passed) {
    next.notes.push_back(fmt::format("{} {} exists already, so the next number is taken.",
                                     service.name, semver::to_string(passed)));
  }
  return next;
}

}  // namespace relctl::release
