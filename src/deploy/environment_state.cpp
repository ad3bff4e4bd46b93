// SPDX-License-Identifier: MIT
#include "deploy/environment_state.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "deploy/environment_log.hpp"

namespace relctl::deploy {
namespace {

/// True when every image that is there now is as `record` wrote it.
bool explains(const record::Record& record, const std::string& environment,
              const Deployed& deployed) {
  if (deployed.images.empty()) return record.environment == environment;
  return std::all_of(deployed.images.begin(), deployed.images.end(), [&](const auto& image) {
    return std::any_of(
        record.images.begin(), record.images.end(), [&](const record::ImageRecord& each) {
          const bool same_tag = image.tag == each.tag || (!image.tag && image.digest);
          return each.environment == environment && each.name == image.name && same_tag &&
                 each.digest == image.digest;
        });
  });
}

/// The version that relctl wrote last.
std::optional<std::string> recorded(const Deployed& deployed,
                                    const config::Environment& environment,
                                    const config::Service& service, const plan::Place& place) {
  std::optional<std::string> version;
  visit_records(place, environment.name, [&](const LogEntry& entry) {
    const auto& services = entry.record.services;
    const auto own = std::find_if(services.begin(), services.end(),
                                  [&](const auto& each) { return each.name == service.name; });
    if (own == services.end() || entry.record.operation == "hold" ||
        entry.record.operation == "unhold") {
      return true;
    }
    if (explains(entry.record, environment.name, deployed)) version = own->version;
    return false;
  });
  return version;
}

}  // namespace

Running running(Deployed deployed, const config::Environment& environment,
                const config::Service& service, const std::optional<plan::Place>& place) {
  Running result;
  result.deployed = std::move(deployed);
  const Deployed& read = result.deployed;
  if (read.versions.size() == 1 && read.others.empty()) {
    result.kind = Running::Kind::known;
    result.version = read.versions.front();
  } else if (read.versions.size() + read.others.size() > 1) {
    result.kind = Running::Kind::mixed;
  } else if (place && read.images.empty() == service.images.empty()) {
    result.version = recorded(read, environment, service, *place);
    if (result.version) result.kind = Running::Kind::known;
  }
  return result;
}

std::string describe(const Running& running) {
  if (running.version) return *running.version;
  std::vector<std::string> all = running.deployed.versions;
  all.insert(all.end(), running.deployed.others.begin(), running.deployed.others.end());
  return all.empty() ? "something unknown" : fmt::format("{}", fmt::join(all, " and "));
}

}  // namespace relctl::deploy
