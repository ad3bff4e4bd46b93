// SPDX-License-Identifier: MIT
// The list of environments: names, promotion order, which one bump writes.
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.hpp"
#include "config/faults.hpp"
#include "config/order.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

using Positions = std::map<std::string, std::size_t, std::less<>>;

Positions positions_of(const std::vector<Environment>& environments, const Value& section) {
  Positions positions;
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const std::string& name = environments[i].name;
    if (positions.emplace(name, i).second) continue;
    throw section.items()[i].error(fmt::format("two environments are named `{}`", name),
                                   "give one of them another name");
  }
  return positions;
}

std::size_t position(const Positions& positions, const Value& value, const std::string& own) {
  const std::string name = value.line();
  const auto found = positions.find(name);
  if (found != positions.end() && name != own) return found->second;
  if (name == own) {
    throw value.error(fmt::format("environment `{}` comes after itself", own),
                      "name another one, or none: `after: []`");
  }
  std::vector<std::string> names;
  for (const auto& [each, index] : positions)
    names.push_back(each);
  const auto meant = nearest(name, names);
  throw value.error(fmt::format("`{}` names no environment, `{}`", value.name(), name),
                    meant ? fmt::format("did you mean `{}`?", *meant)
                          : fmt::format("environments: {}", fmt::join(names, ", ")));
}

Predecessors predecessors_of(std::vector<Environment>& environments, const Value& section) {
  const Positions positions = positions_of(environments, section);
  const std::vector<Value> entries = section.items();
  Predecessors predecessors(environments.size());
  for (std::size_t i = 0; i < environments.size(); ++i) {
    const auto after = entries[i].find("after");
    if (after) {
      for (const Value& value : after->items()) {
        predecessors[i].push_back(position(positions, value, environments[i].name));
      }
    } else if (i > 0) {
      environments[i].after = {environments[i - 1].name};
      predecessors[i] = {i - 1};
    }
  }
  return predecessors;
}

void refuse_cycle(const std::vector<Environment>& environments, const Predecessors& predecessors,
                  const Value& section) {
  const std::vector<std::size_t> cycle = find_cycle(predecessors);
  if (cycle.empty()) return;
  std::vector<std::string> names;
  for (const std::size_t index : cycle)
    names.push_back(environments[index].name);
  names.push_back(names.front());
  throw section.items()[cycle.front()].error(
      fmt::format("environments come after one another in a circle: {}",
                  fmt::join(names, " after ")),
      "without `after` an environment follows the one listed before it: say `after: []` for the "
      "first");
}

}  // namespace

std::vector<Environment> read_environments(const Value& section) {
  const std::vector<Value> entries = section.items();
  std::vector<Environment> listed;
  Faults faults;
  for (const Value& entry : entries)
    faults.attempt([&] { listed.push_back(read_environment(entry)); });
  faults.raise();
  const Predecessors predecessors = predecessors_of(listed, section);
  refuse_cycle(listed, predecessors, section);
  std::vector<Environment> ordered;
  for (const std::size_t index : topological_order(predecessors)) {
    const bool is_first = ordered.empty();
    ordered.push_back(std::move(listed[index]));
    Environment& environment = ordered.back();
    // What wants a review is not written by bump unasked.
    if (is_first && !entries[index].find("auto")) environment.automatic = !environment.review;
  }
  return ordered;
}

}  // namespace relctl::config
