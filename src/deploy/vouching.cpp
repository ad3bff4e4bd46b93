// SPDX-License-Identifier: MIT
#include "deploy/vouching.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "deploy/deploy.hpp"
#include "plan/first_parents.hpp"

namespace relctl::deploy {

std::vector<RenderTarget> targets_before(const config::Config& config, const RenderTarget& target) {
  std::vector<RenderTarget> targets;
  std::set<std::string> keys;
  std::vector<std::string> names = target.environment->after;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const config::Environment& environment = config::environment(config, names[i]);
    if (!environment.render)
      names.insert(names.end(), environment.after.begin(), environment.after.end());
    for (const std::string& name : target.services) {
      const config::Service& service = config::service(config, name);
      if (!environment.render || !runs_in(service, environment)) continue;
      RenderTarget each = render_target(config, environment, service);
      if (keys.insert(key_of(each)).second) targets.push_back(std::move(each));
    }
  }
  return targets;
}

const std::vector<RenderTarget>& Vouching::before(const RenderTarget& target) {
  const auto known = before_.find(key_of(target));
  if (known != before_.end()) return known->second;
  return before_.emplace(key_of(target), targets_before(config_, target)).first->second;
}

Vouching::Witness& Vouching::witness(const RenderTarget& target) {
  const auto [found, is_new] = witnesses_.try_emplace(key_of(target));
  Witness& self = found->second;
  if (!is_new) return self;
  self.now = memory_.read(*state_(target), target);
  self.is_lost = self.now && !history_.reaches(tip_, self.now->revision);
  return self;
}

bool Vouching::judge(Witness& self, const RenderTarget& target, const ObjectId& commit) {
  const auto rendering = memory_.render(*history_.tree(commit), commit, target, self.now->images);
  if (!rendering) return false;
  const auto [same, is_new] = self.is_same.try_emplace(rendering.get(), false);
  if (is_new) same->second = self.now->runs_the_same(rendering->path);
  if (!same->second) return false;
  const bool is_named =
      self.now->revision == commit || (self.is_lost && rendering->path.inputs == self.now->inputs);
  return is_named || is_vouched(target, commit);
}

bool Vouching::vouches(const RenderTarget& target, const ObjectId& commit) {
  Witness& self = witness(target);
  if (!self.now) return false;
  const auto known = self.verdicts.find(commit);
  if (known != self.verdicts.end()) return known->second;
  const bool verdict = judge(self, target, commit);
  self.verdicts.emplace(commit, verdict);
  return verdict;
}

bool Vouching::is_vouched(const RenderTarget& target, const ObjectId& commit) {
  const auto& targets = before(target);
  return std::all_of(targets.begin(), targets.end(),
                     [&](const RenderTarget& each) { return vouches(each, commit); });
}

std::optional<ObjectId> Vouching::newest(const RenderTarget& target) {
  std::set<ObjectId> named;
  for (const RenderTarget& each : before(target)) {
    const Witness& self = witness(each);
    if (self.now) named.insert(self.now->revision);
  }
  std::set<ObjectId> left = named;
  plan::FirstParents commits(history_, tip_);
  while (const auto commit = commits.next()) {
    if (is_vouched(target, commit->id)) return commit->id;
    left.erase(commit->id);
    // Behind what the environments before name there is nothing that they could vouch for.
    if (left.empty()) return std::nullopt;
  }
  for (const ObjectId& each : named) {
    if (history_.reaches(tip_, each) && is_vouched(target, each)) return each;
  }
  return std::nullopt;
}

}  // namespace relctl::deploy
