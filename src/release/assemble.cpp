// SPDX-License-Identifier: MIT
#include "release/assemble.hpp"

#include <algorithm>

#include "record/messages.hpp"
#include "record/trailers.hpp"
#include "release/compose.hpp"

namespace relctl::release {
namespace {

record::Record record_of(const plan::BumpRequest& request, const ReleaseSet& set,
                         const ObjectId& source, const std::vector<record::ImageRecord>& images) {
  record::Record record = record::new_record("bump", request.operation);
  for (const Survey& release : set.releases) {
    record.services.push_back(
        {release.service->name, semver::to_string(*release.next), release.outcome.previous});
    record.tags.push_back(*release.outcome.tag);
  }
  record.images = images;
  record.source = source;
  return record;
}

std::vector<plan::NewTag> tags_of(const record::Record& record, const plan::CommitRef& target) {
  std::vector<plan::NewTag> tags;
  for (const std::string& tag : record.tags) {
    tags.push_back({tag, target, record::write_tag_message(tag, record)});
  }
  return tags;
}

void add_branch(plan::Plan& plan, const plan::Snapshot& snapshot, std::size_t index) {
  if (snapshot.branch.empty()) return;
  plan.refs.push_back({"refs/heads/" + snapshot.branch, snapshot.tip, plan::Created{index}});
}

void add_notes(plan::Result& result, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) {
    const bool is_new =
        std::find(result.notes.begin(), result.notes.end(), note) == result.notes.end();
    if (is_new) result.notes.push_back(note);
  }
}

}  // namespace

void assemble(const config::Config& config, const plan::Snapshot& snapshot,
              const plan::BumpRequest& request, const ReleaseSet& set, plan::Result& result) {
  const plan::History& history = *snapshot.history;
  const ObjectId tip = snapshot.tip.value_or(set.source);
  const ObjectId base = set.moved ? set.source : tip;
  Composition made = compose(config, snapshot, request, set.releases, base);
  // Where the tip does not contain the commit checked out, its equal source is the tip's own.
  const bool contained = made.edits.empty() || history.reaches(base, set.source);
  const ObjectId source = contained ? set.source : base;
  add_notes(result, made.notes);
  result.manifests = made.manifests;
  const record::Record record = record_of(request, set, source, made.images);
  if (made.edits.empty()) {
    plan::Plan plan;
    plan.tags = tags_of(record, set.source);
    result.plans.push_back(std::move(plan));
    return;
  }
  plan::Plan release =
      plan::commit_on(base, std::move(made.edits), record::release_message(config, record));
  release.tags = tags_of(record, plan::Created{0});
  if (!set.moved) add_branch(release, snapshot, 0);
  result.plans.push_back(std::move(release));
  if (!set.moved) return;
  Composition merged = compose(config, snapshot, request, set.releases, tip);
  plan::Plan merge =
      plan::commit_on(tip, std::move(merged.edits), record::merge_message(config, record));
  merge.parents.emplace_back(plan::Created{0});
  add_branch(merge, snapshot, 1);
  result.plans.push_back(std::move(merge));
}

}  // namespace relctl::release
