// SPDX-License-Identifier: MIT
#include "deploy/hand_edits.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "deploy/rendered_change.hpp"
#include "plan/first_parents.hpp"
#include "plan/place.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {

std::vector<std::string> hand_edits(const plan::Snapshot& origin, const RenderTarget& target,
                                    const RenderedPath& now, RenderMemory& memory) {
  const plan::History& history = *origin.history;
  if (!history.reaches(plan::tip_of(origin), now.revision)) return {};
  const auto own = memory.render(*history.tree(now.revision), now.revision, target, now.images);
  if (!own || own->path.inputs != now.inputs || own->path.runs_the_same(now)) return {};
  const ObjectChanges edits = object_changes(own->path, now);
  std::vector<std::string> objects = edits.changed;
  objects.insert(objects.end(), edits.added.begin(), edits.added.end());
  objects.insert(objects.end(), edits.removed.begin(), edits.removed.end());
  return objects;
}

bool is_answered_for(const plan::Place& place, const std::string& path) {
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    if (commit->parents.empty()) return false;
    const auto before = place.history->tree(commit->parents.front())->find(path);
    if (before == place.history->tree(commit->id)->find(path)) continue;
    if (record::read_override(commit->message)) return true;
    if (!record::read_records(commit->message).empty()) return false;
  }
  return false;
}

Error undone_edits(const std::string& command, const RenderTarget& target,
                   const std::vector<std::string>& edits) {
  return Error(ErrorKind::conflict,
               fmt::format("{} was edited by hand, and this would undo that: {}", target.path,
                           fmt::join(edits, ", ")))
      .hint(fmt::format("take it over into {}, or undo it: relctl {} {} --drop-override",
                        target.folder, command, target.environment->name));
}

}  // namespace relctl::deploy
