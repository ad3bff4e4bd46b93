// SPDX-License-Identifier: MIT
#include "status/manifests.hpp"

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "deploy/rendered_change.hpp"
#include "deploy/rendering.hpp"
#include "plan/place.hpp"

namespace relctl::status {
namespace {

bool changes_inputs(const plan::History& history, const plan::Commit& commit,
                    const std::vector<render::Input>& inputs) {
  if (commit.parents.empty()) return true;
  const auto after = history.tree(commit.id);
  const auto before = history.tree(commit.parents.front());
  return std::any_of(inputs.begin(), inputs.end(), [&](const render::Input& input) {
    const auto old = before->find(input.path);
    const auto now = after->find(input.path);
    return old.has_value() != now.has_value() || (old && old->id != now->id);
  });
}

std::size_t count_commits(const plan::History& history, const ObjectId& from, const ObjectId& to,
                          const std::vector<render::Input>& inputs) {
  if (!history.reaches(to, from)) return 0;
  const auto commits = history.log(to, {from});
  return static_cast<std::size_t>(
      std::count_if(commits.begin(), commits.end(), [&](const plan::Commit& commit) {
        return commit.parents.size() < 2 && changes_inputs(history, commit, inputs);
      }));
}

}  // namespace

ManifestsReader::ManifestsReader(const config::Config& config, const plan::Snapshot& snapshot)
    : config_(config),
      snapshot_(snapshot),
      history_(*plan::origin_of(snapshot).history),
      vouching_(
          config, history_,
          [this](const deploy::RenderTarget& target) {
            return plan::tree_at(
                plan::place_of(*target.environment, snapshot_).value_or(plan::Place{}));
          },
          plan::tip_of(plan::origin_of(snapshot)), memory_) {}

std::optional<WaitingManifests> ManifestsReader::waiting_for(const deploy::RenderTarget& target,
                                                             const deploy::RenderedPath& now) {
  const auto newest = vouching_.newest(target);
  if (!newest || *newest == now.revision || history_.reaches(now.revision, *newest))
    return std::nullopt;
  const auto rendering = memory_.render(*history_.tree(*newest), *newest, target, now.images);
  const std::size_t objects = rendering ? deploy::object_changes(now, rendering->path).count() : 0;
  if (objects == 0) return std::nullopt;
  return WaitingManifests{*newest, objects,
                          count_commits(history_, now.revision, *newest, rendering->inputs)};
}

std::vector<ManifestsStatus> ManifestsReader::read(const config::Environment& environment) {
  std::vector<ManifestsStatus> result;
  const auto place = plan::place_of(environment, snapshot_);
  if (!environment.render || !place) return result;
  const auto tree = plan::tree_at(*place);
  for (const deploy::RenderTarget& target : deploy::render_targets(config_, environment)) {
    ManifestsStatus status{target.path, std::nullopt, std::nullopt};
    try {
      const auto now = memory_.read(*tree, target);
      if (now) {
        status.revision = now->revision;
        status.waiting = waiting_for(target, *now);
      }
    } catch (const Error& error) {
      // What cannot be rendered, or lies behind the end of a shallow clone, is not known to wait.
      if (error.kind() != ErrorKind::input && error.kind() != ErrorKind::system) throw;
    }
    result.push_back(std::move(status));
  }
  return result;
}

}  // namespace relctl::status
