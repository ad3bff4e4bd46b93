// SPDX-License-Identifier: MIT
#include "release/first_release.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_reader.hpp"
#include "plan/place.hpp"
#include "record/foreign_tag.hpp"
#include "record/releases.hpp"

namespace relctl::release {
namespace {

/// The highest version that the environment runs, as far as it can be read.
std::optional<semver::Version> running(const plan::Snapshot& snapshot,
                                       const config::Environment& environment,
                                       const config::Service& service) {
  if (!deploy::runs_in(service, environment)) return std::nullopt;
  const auto place = plan::place_of(environment, snapshot);
  if (!place) return std::nullopt;
  try {
    const auto found = deploy::EnvironmentReader(plan::tree_at(*place), environment).read(service);
    if (found.versions.empty()) return std::nullopt;
    return semver::parse(found.versions.back());
  } catch (const Error& error) {
    // What is wrong with its files is said where they are written.
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

std::string after(const semver::Version& version) {
  return fmt::format("name the version, such as: relctl bump {}",
                     semver::to_string(semver::bump(version, semver::Level::minor)));
}

bool is_read(const config::Config& config, const std::string& tag) {
  return std::any_of(
      config.services.begin(), config.services.end(),
      [&](const config::Service& each) { return record::version_of_tag(each, tag).has_value(); });
}

void check_tags(const config::Config& config, const plan::Snapshot& snapshot,
                const config::Service& service) {
  std::optional<semver::Version> highest;
  std::string name;
  for (const plan::Tag& tag : plan::origin_of(snapshot).tags) {
    const auto version =
        is_read(config, tag.name) ? std::nullopt : record::foreign_version(tag.name);
    if (!version || (highest && std::is_lteq(semver::compare(*version, *highest)))) continue;
    highest = version;
    name = tag.name;
  }
  if (!highest) return;
  throw Error(ErrorKind::conflict,
              fmt::format("{} has no release of the form {} yet, and there is the tag {}",
                          service.name, service.tag, name))
      .hint("give `tag` in relctl.yaml the form of the tags that there are")
      .hint("or " + after(*highest));
}

}  // namespace

void check_first_release(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Service& service, const semver::Version& version) {
  for (const config::Environment& environment : config.environments) {
    const auto runs = running(snapshot, environment, service);
    if (!runs || std::is_lt(semver::compare(*runs, version))) continue;
    throw Error(ErrorKind::conflict,
                fmt::format("{} has no release yet, and {} runs {}", service.name, environment.name,
                            semver::to_string(*runs)))
        .hint(after(*runs))
        .hint("or tag the commit that runs there: git tag " + record::tag_name(service, *runs) +
              " COMMIT");
  }
  check_tags(config, snapshot, service);
}

void check_written_environments(const config::Config& config, const plan::Snapshot& snapshot,
                                const config::Service& service, const semver::Version& version) {
  for (const config::Environment& environment : config.environments) {
    if (!environment.automatic || !plan::is_on_target(environment, snapshot)) continue;
    const auto runs = running(snapshot, environment, service);
    if (!runs || std::is_lteq(semver::compare(*runs, version))) continue;
    throw Error(ErrorKind::conflict,
                fmt::format("{} runs {} {}, and {} would be lower", environment.name, service.name,
                            semver::to_string(*runs), semver::to_string(version)))
        .hint(after(*runs))
        .hint("or leave the environment alone: relctl bump --no-deploy");
  }
}

}  // namespace relctl::release
