// SPDX-License-Identifier: MIT
#include "deploy/rendered_way_back.hpp"

#include <algorithm>
#include <set>

#include "deploy/deploy.hpp"
#include "deploy/environment_log.hpp"
#include "plan/first_parents.hpp"
#include "plan/place.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {
namespace {

/// A path on its way back, from state to state, newest first.
class PathSearch {
 public:
  PathSearch(const RenderTarget& target, const std::optional<RanVersion>& asked)
      : target_(target), asked_(asked) {}

  /// Takes the state that `commit` has; true while more is wanted.
  bool add(const plan::Commit& commit, const std::shared_ptr<const Tree>& tree) {
    const auto entry = tree->find(target_.path);
    const ObjectId id = entry ? entry->id : ObjectId{};
    if (!now_ || id != id_) {
      if (newer_) judge(id);
      id_ = id;
      auto path = read_rendered(*tree, target_.path, target_.environment->render->keep);
      if (!path) return false;
      take({std::move(*path), tree});
    }
    newer_ = commit;
    return !is_done();
  }

  /// The first state of history ends what `newer_` began.
  RenderedWayBack finish() { return std::move(way_); }

 private:
  /// `newer_` is the commit that ended the state `id` and began the one before it.
  void judge(const ObjectId& id) {
    const auto records = record::read_records(newer_->message);
    const bool is_rollback =
        std::any_of(records.begin(), records.end(), [&](const record::Record& record) {
          return record.operation == "rollback" && concerns(record, target_.environment->name);
        });
    if (is_first_) way_.came_by_rollback = is_rollback;
    is_first_ = false;
    // The newest word on a state counts: one that was promoted again is good.
    judged_.insert(id_);
    if (is_rollback && judged_.insert(id).second) bad_.insert(id);
  }

  void take(RenderedState state) {
    if (!now_) now_ = state.path;
    const bool is_other = !state.path.runs_the_same(*now_);
    if (asked_ && !way_.asked) {
      const auto ran = read_environment(*state.tree, *target_.environment, *asked_->service);
      if (ran.versions == std::vector{asked_->version}) way_.asked = state;
    }
    const bool is_bad = bad_.count(id_) > 0;
    if (is_other && !way_.manifests && !is_bad && state.path.inputs != now_->inputs)
      way_.manifests = state;
    if (is_other && !way_.before && !is_bad) way_.before = std::move(state);
  }

  [[nodiscard]] bool is_done() const {
    return asked_ ? way_.asked.has_value() : way_.before && way_.manifests;
  }

  const RenderTarget& target_;
  const std::optional<RanVersion>& asked_;
  RenderedWayBack way_;
  std::optional<RenderedPath> now_;
  std::optional<plan::Commit> newer_;
  ObjectId id_;
  bool is_first_ = true;       ///< nothing is known yet of how the present state came
  std::set<ObjectId> judged_;  ///< states whose newest event was seen
  std::set<ObjectId> bad_;     ///< rolled back from, and not brought again since
};

}  // namespace

RenderedWayBack rendered_way_back(const plan::Place& place, const RenderTarget& target,
                                  const std::optional<RanVersion>& asked) {
  PathSearch search(target, asked);
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    if (!search.add(*commit, place.history->tree(commit->id))) break;
  }
  return search.finish();
}

}  // namespace relctl::deploy
