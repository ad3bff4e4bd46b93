// SPDX-License-Identifier: MIT
#include "status/known_releases.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "plan/place.hpp"

namespace relctl::status {

KnownReleases::KnownReleases(const config::Config& config, const plan::Snapshot& snapshot)
    : origin_(plan::origin_of(snapshot)),
      changes_(config, *origin_.history),
      releases_(origin_.tags) {}

const std::vector<record::Release>& KnownReleases::of(const config::Service& service) {
  return releases_.of(service);
}

std::optional<std::string> KnownReleases::highest(const config::Service& service,
                                                  const config::Environment& environment) {
  auto releases = of(service);
  releases.erase(std::remove_if(releases.begin(), releases.end(),
                                [&](const record::Release& each) {
                                  return !environment.prereleases && !each.version.is_final();
                                }),
                 releases.end());
  const auto release = record::latest_release(*origin_.history, releases, {plan::tip_of(origin_)});
  return release ? std::optional(semver::to_string(release->version)) : std::nullopt;
}

std::vector<plan::Commit> KnownReleases::commits_between(const config::Service& service,
                                                         const std::string& from,
                                                         const std::string& to) {
  const auto& releases = of(service);
  const auto find = [&](const std::string& version) {
    return std::find_if(releases.begin(), releases.end(), [&](const record::Release& each) {
      return semver::to_string(each.version) == version;
    });
  };
  const auto first = find(from);
  const auto last = find(to);
  if (first == releases.end() || last == releases.end()) return {};
  const plan::History& history = *origin_.history;
  const auto commits =
      history.log(record::source_of(history, *last), {record::source_of(history, *first)});
  return changes_.commits(service, commits);
}

std::size_t KnownReleases::count_between(const config::Service& service, const std::string& from,
                                         const std::string& to) {
  try {
    return commits_between(service, from, to).size();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::system) throw;
    return 0;
  }
}

}  // namespace relctl::status
