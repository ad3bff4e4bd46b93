// SPDX-License-Identifier: MIT
#include "release/first_release.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_reader.hpp"
#include "plan/place.hpp"
#include "record/foreign_tag.hpp"
#include "record/releases.hpp"
#include "release/source_files.hpp"
#include "tree/changed_paths.hpp"
#include "tree/memory_tree.hpp"

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

/// The environment that runs the service in this repository; null for none.
const config::Environment* first_here(const config::Config& config,
                                      const config::Service& service) {
  const auto found = std::find_if(
      config.environments.begin(), config.environments.end(),
      [&](const auto& each) { return !each.repository && deploy::runs_in(service, each); });
  return found == config.environments.end() ? nullptr : &*found;
}

/// True for manifests and for what is said about a repository: nothing is built of them.
bool is_beside_source(std::string_view path) {
  const std::string name(path.substr(path.rfind('/') + 1));
  const auto ends = [&](std::string_view end) { return name.ends_with(end); };
  return path.starts_with('.') || path.find("/.") != std::string_view::npos || ends(".yaml") ||
         ends(".yml") || ends(".json") || ends(".md") || name == "Kustomization" ||
         name == "LICENSE" || name == "README" || name == "CODEOWNERS";
}

}  // namespace

void check_made_here(const config::Config& config, const plan::Snapshot& snapshot,
                     const config::Service& service, const ObjectId& source) {
  const config::Environment* environment = first_here(config, service);
  if (environment == nullptr || !service.version_files.empty()) return;
  const auto files = SourceFiles(config, service)
                         .among(changed_paths(MemoryTree(), *snapshot.history->tree(source)));
  if (!std::all_of(files.begin(), files.end(), is_beside_source)) return;
  throw Error(ErrorKind::conflict,
              fmt::format("{} is not made here: this repository holds its deployments alone, "
                          "without source, version files or release tags",
                          service.name))
      .hint(fmt::format("a version that was released elsewhere is deployed by: relctl promote {} "
                        "--service {} --to VERSION",
                        environment->name, service.name))
      .hint("if it is released from here all the same, name the version: relctl bump VERSION");
}

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
