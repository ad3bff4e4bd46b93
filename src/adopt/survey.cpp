// SPDX-License-Identifier: MIT
#include "adopt/survey.hpp"

#include <algorithm>

namespace relctl::adopt {

void Survey::unsure(std::string sentence) {
  std::vector<std::string>& all = findings.unsure;
  if (std::find(all.begin(), all.end(), sentence) == all.end()) all.push_back(std::move(sentence));
}

config::Service* Survey::service(const std::string& wanted) {
  std::vector<config::Service>& services = findings.config.services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const auto& each) { return each.name == wanted; });
  return found == services.end() ? nullptr : &*found;
}

config::Service& Survey::need_service(const std::string& wanted) {
  if (config::Service* known = service(wanted)) return *known;
  config::Service added;
  added.name = wanted;
  return findings.config.services.emplace_back(std::move(added));
}

std::set<std::string> Survey::names() const {
  std::set<std::string> all = {name};
  for (const ServiceFolder& folder : folders)
    all.insert(folder.name);
  return all;
}

}  // namespace relctl::adopt
