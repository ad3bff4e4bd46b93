// SPDX-License-Identifier: MIT
#include "deploy/vouching.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "plan/first_parents.hpp"

namespace relctl::deploy {
/// The rendered paths of the target's services in the nearest rendered environments before it.
std::vector<RenderTarget> Vouching::before(const RenderTarget& target) const {
  std::vector<RenderTarget> targets;
  std::set<std::string> paths;
  std::vector<std::string> names = target.environment->after;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const config::Environment& environment = config::environment(config_, names[i]);
    if (!environment.render)
      names.insert(names.end(), environment.after.begin(), environment.after.end());
    for (const std::string& name : target.services) {
      const config::Service& service = config::service(config_, name);
      if (!environment.render || !runs_in(service, environment)) continue;
      RenderTarget each = render_target(config_, environment, service);
      if (paths.insert(each.path).second) targets.push_back(std::move(each));
    }
  }
  return targets;
}

bool Vouching::is_free(const RenderTarget& target) const {
  return before(target).empty();
}

Vouching::Witness& Vouching::witness(const RenderTarget& target) {
  const auto [found, is_new] = witnesses_.try_emplace(target.path);
  Witness& self = found->second;
  if (!is_new) return self;
  const Tree& tree = first_ && is_free(target) ? *first_ : *state_;
  self.target = target;
  self.now = read_rendered(tree, target.path, target.environment->render->keep);
  self.is_lost = self.now && !history_.reaches(tip_, self.now->revision);
  return self;
}

Vouching::Attempt Vouching::attempt(Witness& witness, const ObjectId& commit) {
  const auto tree = history_.tree(commit);
  for (const Attempt& known : witness.attempts) {
    if (reads_the_same(*tree, known.inputs)) return known;
  }
  try {
    Rendering rendering = render_from(*tree, commit, witness.target, witness.now->images);
    const bool is_same = witness.now->runs_the_same(rendering.path);
    witness.attempts.push_back({std::move(rendering.inputs), rendering.path.inputs, is_same});
    return witness.attempts.back();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return {};
  }
}

bool Vouching::vouches(const RenderTarget& target, const ObjectId& commit) {
  Witness& self = witness(target);
  if (!self.now) return false;
  const auto known = self.verdicts.find(commit);
  if (known != self.verdicts.end()) return known->second;
  const Attempt attempted = attempt(self, commit);
  const bool is_named =
      self.now->revision == commit || (self.is_lost && attempted.digest == self.now->inputs);
  const bool verdict = attempted.is_same && (is_named || is_vouched(target, commit));
  self.verdicts.emplace(commit, verdict);
  return verdict;
}

bool Vouching::is_vouched(const RenderTarget& target, const ObjectId& commit) {
  const auto targets = before(target);
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
