// SPDX-License-Identifier: MIT
#include "release/assemble.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "plan/ref_names.hpp"
#include "record/messages.hpp"
#include "record/trailers.hpp"
#include "release/compose.hpp"
#include "release/next_snapshot.hpp"
#include "release/told.hpp"

namespace relctl::release {
namespace {

record::Record record_of(const plan::BumpRequest& request, const ReleaseSet& set,
                         const ObjectId& source, const std::vector<record::ImageRecord>& images) {
  record::Record record = record::new_record("bump", request.operation);
  for (const Survey& release : set.releases) {
    record.services.push_back({release.service->name, semver::to_string(*release.next),
                               release.outcome.previous, release.since});
    record.tags.push_back(*release.outcome.tag);
  }
  record.images = images;
  record.source = source;
  record.request = request.review_branch;
  return record;
}

/// The changelog of a release as `edits` leave it.
std::optional<std::string> changelog_in(const std::vector<plan::FileEdit>& edits,
                                        const Survey& release) {
  for (const plan::FileEdit& edit : edits) {
    if (edit.path == release.service->changelog) return edit.after;
  }
  return std::nullopt;
}

std::vector<plan::NewTag> tags_of(const config::Config& config, const record::Record& record,
                                  const std::vector<Survey>& releases,
                                  const std::vector<plan::FileEdit>& edits,
                                  const plan::CommitRef& target) {
  std::vector<plan::NewTag> tags;
  for (std::size_t i = 0; i < releases.size(); ++i) {
    const std::string& tag = record.tags[i];
    const std::string notes = tag_notes(config, releases[i], changelog_in(edits, releases[i]));
    tags.push_back({tag, target, record::write_tag_message(tag, record, notes)});
  }
  return tags;
}

void add_branch(plan::Plan& plan, const plan::Snapshot& snapshot, std::size_t index) {
  if (snapshot.branch.empty()) return;
  plan.refs.push_back({plan::branch_ref(snapshot.branch), snapshot.tip, plan::Created{index}});
}

void add_notes(plan::Result& result, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) {
    const bool is_new =
        std::find(result.notes.begin(), result.notes.end(), note) == result.notes.end();
    if (is_new) result.notes.push_back(note);
  }
}

/// The merge that brings a release, which is made already, to a branch that has moved on.
void add_merge(const config::Config& config, const plan::Snapshot& snapshot,
               const plan::BumpRequest& request, const ReleaseSet& set,
               const record::Record& record, plan::Result& result) {
  const ObjectId tip = snapshot.tip.value_or(set.source);
  Composition merged = compose(config, snapshot, request, set.releases, tip);
  plan::Plan merge =
      plan::commit_on(tip, std::move(merged.edits), record::merge_message(config, record));
  merge.parents.emplace_back(plan::Created{0});
  add_branch(merge, snapshot, 1);
  result.plans.push_back(std::move(merge));
}

}  // namespace

void assemble(const config::Config& config, const plan::Snapshot& snapshot,
              const plan::BumpRequest& request, const ReleaseSet& set, Changes& changes,
              plan::Result& result) {
  const plan::History& history = *snapshot.history;
  const ObjectId tip = snapshot.tip.value_or(set.source);
  const ObjectId base = set.moved ? set.source : tip;
  // Where the tip does not contain the commit checked out, its equal source is the tip's own.
  const ObjectId contained = history.reaches(base, set.source) ? set.source : base;
  ReleaseSet told = set;
  tell(config, snapshot, contained, changes, told.releases);
  Composition made = compose(config, snapshot, request, told.releases, base);
  add_notes(result, made.notes);
  result.manifests = made.manifests;
  const ObjectId source = made.edits.empty() ? set.source : contained;
  const record::Record record = record_of(request, told, source, made.images);
  if (made.edits.empty()) {
    plan::Plan plan;
    plan.tags = tags_of(config, record, told.releases, {}, set.source);
    result.plans.push_back(std::move(plan));
    return begin_next(config, snapshot, request, told.releases, result);
  }
  auto tags = tags_of(config, record, told.releases, made.edits, plan::Created{0});
  plan::Plan release =
      plan::commit_on(base, std::move(made.edits), record::release_message(config, record));
  release.tags = std::move(tags);
  if (!set.moved) add_branch(release, snapshot, 0);
  result.plans.push_back(std::move(release));
  if (set.moved) add_merge(config, snapshot, request, told, record, result);
  begin_next(config, snapshot, request, told.releases, result);
}

}  // namespace relctl::release
