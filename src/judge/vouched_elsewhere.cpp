// SPDX-License-Identifier: MIT
#include "judge/vouched_elsewhere.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/vouching.hpp"
#include "plan/first_parents.hpp"

namespace relctl::judge {

const plan::Place& require_place(const plan::Place& place, const std::string& what) {
  if (place.history && place.tip) return place;
  Error error(ErrorKind::system,
              place.branch.empty()
                  ? fmt::format("it is not known here which branch has {}", what)
                  : fmt::format("branch {}, which has {}, is not here", place.branch, what));
  error.hint(place.branch.empty() ? "git remote set-head origin --auto, then git fetch origin"
                                  : "git fetch origin " + place.branch);
  throw std::move(error);
}

const plan::Place& VouchedElsewhere::place_of(const config::Environment& environment) const {
  const auto found = lines_.elsewhere.find(environment.name);
  return found == lines_.elsewhere.end()
             ? own_
             : require_place(found->second, "the manifests of " + environment.name);
}

/// What the path held, newest first, each state once.
const VouchedElsewhere::States& VouchedElsewhere::states(const deploy::RenderTarget& target) {
  const auto [found, is_new] = states_.try_emplace(deploy::key_of(target));
  States& all = found->second;
  if (!is_new) return all;
  const plan::Place& place = place_of(*target.environment);
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    std::shared_ptr<const deploy::RenderedPath> state;
    try {
      state = memory_.read(*place.history->tree(commit->id), target);
    } catch (const Error& error) {
      // What cannot be read is no evidence.
      if (error.kind() != ErrorKind::input) throw;
    }
    if (state && (all.empty() || all.back() != state)) all.push_back(std::move(state));
  }
  return all;
}

/// True when the state was rendered from the commit: by its id, or where that is gone with a
/// squashed branch, by the files that were read.
bool VouchedElsewhere::names(const deploy::RenderedPath& state, const deploy::Rendering& rendering,
                             const ObjectId& commit) const {
  if (state.revision == commit) return true;
  return state.inputs == rendering.path.inputs &&
         !source_.history->reaches(*source_.tip, state.revision);
}

bool VouchedElsewhere::vouched(const deploy::RenderTarget& target, const ObjectId& commit) {
  const auto [verdict, is_new] = verdicts_.try_emplace({deploy::key_of(target), commit}, false);
  if (!is_new) return verdict->second;
  const auto tree = source_.history->tree(commit);
  const States& all = states(target);
  const bool result = std::any_of(all.begin(), all.end(), [&](const auto& state) {
    const auto rendering = memory_.render(*tree, commit, target, state->images);
    return rendering && state->runs_the_same(rendering->path) &&
           (names(*state, *rendering, commit) || is_vouched(target, commit));
  });
  verdicts_.at({deploy::key_of(target), commit}) = result;
  return result;
}

bool VouchedElsewhere::is_vouched(const deploy::RenderTarget& target, const ObjectId& commit) {
  const auto targets = deploy::targets_before(config_, target);
  return std::all_of(targets.begin(), targets.end(),
                     [&](const deploy::RenderTarget& each) { return vouched(each, commit); });
}

}  // namespace relctl::judge
