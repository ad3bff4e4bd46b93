// SPDX-License-Identifier: MIT
#include "deploy/predecessor.hpp"

#include <set>

#include "deploy/environment_log.hpp"
#include "plan/place.hpp"

namespace relctl::deploy {

Predecessor::Predecessor(const config::Environment& environment, const plan::Snapshot& snapshot,
                         const std::shared_ptr<const Tree>& draft)
    : environment_(environment),
      place_(plan::place_of(environment, snapshot)),
      tree_(plan::tree_of(environment, snapshot, draft)),
      holds_(read_holds(*tree_, environment.name)),
      reader_(tree_, environment) {}

Running Predecessor::state_of(const config::Service& service) {
  return running(reader_.read(service), environment_, service, place_);
}

bool Predecessor::ever_ran(const config::Service& service, const semver::Version& version) const {
  if (!place_) return false;
  bool ran = false;
  visit_eras(*place_, environment_, {&service}, [&](const config::Service&, const Era& era) {
    ran = era.state.versions == std::vector{semver::to_string(version)};
    return ran;
  });
  return ran;
}

std::vector<Predecessor> predecessors_of(const config::Config& config,
                                         const config::Environment& environment,
                                         const plan::Snapshot& snapshot,
                                         const std::shared_ptr<const Tree>& draft) {
  std::vector<const config::Environment*> found;
  std::set<std::string> known;
  const auto add = [&](const config::Environment& each) {
    for (const std::string& name : each.after) {
      if (known.insert(name).second) found.push_back(&config::environment(config, name));
    }
  };
  add(environment);
  for (std::size_t i = 0; i < found.size(); ++i)
    add(*found[i]);
  std::vector<Predecessor> predecessors;
  predecessors.reserve(found.size());
  for (const config::Environment* each : found)
    predecessors.emplace_back(*each, snapshot, draft);
  return predecessors;
}

}  // namespace relctl::deploy
