// SPDX-License-Identifier: MIT
#include "deploy/way_back.hpp"

#include <algorithm>
#include <set>

namespace relctl::deploy {
namespace {

const record::ServiceRecord* record_of(const record::Record& record,
                                       const config::Service& service) {
  const auto found = std::find_if(record.services.begin(), record.services.end(),
                                  [&](const auto& each) { return each.name == service.name; });
  return found == record.services.end() ? nullptr : &*found;
}

/// One service on its way back, from era to era.
struct Search {
  WayBack way;
  std::optional<std::string> current;  ///< what runs now
  std::set<std::string> judged;        ///< versions whose newest event was seen
  std::set<std::string> bad;           ///< rolled back from, and not promoted since
  bool is_first = true;

  void judge(const config::Service& service, const Era& era) {
    for (const record::Record& record : era.records) {
      const record::ServiceRecord* own = record_of(record, service);
      if (own == nullptr) continue;
      // A rollback of manifests leaves the version as it is.
      const bool is_back = record.operation == "rollback" && own->previous != own->version;
      if (is_back && own->previous && !judged.contains(*own->previous)) {
        bad.insert(*own->previous);
        judged.insert(*own->previous);
      }
      if (is_first) way.came_by_rollback = record.operation == "rollback";
      judged.insert(own->version);
    }
  }

  /// True when nothing more is wanted.
  bool add(const config::Service& service, const Era& era,
           const std::optional<std::string>& asked) {
    judge(service, era);
    const auto version = version_of(era, service);
    if (is_first) current = version;
    is_first = false;
    if (!version) return false;
    const Stop stop{*version, era.state, era.tree, era.began};
    if (asked == version && !way.asked) way.asked = stop;
    if (!way.before && version != current && !bad.contains(*version)) way.before = stop;
    return asked ? way.asked.has_value() : way.before.has_value();
  }
};

}  // namespace

std::map<std::string, WayBack> ways_back(const plan::Place& place,
                                         const config::Environment& environment,
                                         const std::vector<const config::Service*>& services,
                                         const std::optional<std::string>& version) {
  std::map<std::string, Search> searches;
  visit_eras(place, environment, services, [&](const config::Service& service, const Era& era) {
    return searches[service.name].add(service, era, version);
  });
  std::map<std::string, WayBack> ways;
  for (auto& [name, search] : searches)
    ways.emplace(name, std::move(search.way));
  return ways;
}

std::optional<std::string> version_of(const Era& era, const config::Service& service) {
  const Deployed& state = era.state;
  if (state.versions.size() == 1 && state.others.empty()) return state.versions.front();
  if (state.versions.size() + state.others.size() > 1) return std::nullopt;
  for (const record::Record& record : era.records) {
    if (const record::ServiceRecord* own = record_of(record, service)) return own->version;
  }
  return std::nullopt;
}

}  // namespace relctl::deploy
