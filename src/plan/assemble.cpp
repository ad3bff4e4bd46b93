// SPDX-License-Identifier: MIT
#include "plan/assemble.hpp"

#include <algorithm>

#include "plan/compose.hpp"
#include "plan/messages.hpp"
#include "plan/trailers.hpp"

namespace relctl::plan {
namespace {

Record record_of(const BumpRequest& request, const ReleaseSet& set, const ObjectId& source,
                 const std::vector<ImageRecord>& images) {
  const Operation& operation = request.operation;
  Record record;
  record.operation = "bump";
  record.id = operation.id;
  for (const Survey& release : set.releases) {
    record.services.push_back(
        {release.service->name, semver::to_string(*release.next), release.outcome.previous});
    record.tags.push_back(*release.outcome.tag);
  }
  record.images = images;
  record.source = source;
  record.time = operation.time;
  record.offset = operation.offset;
  record.key = operation.key;
  record.tool = operation.tool;
  return record;
}

std::vector<NewTag> tags_of(const Record& record, const CommitRef& target) {
  std::vector<NewTag> tags;
  for (const std::string& tag : record.tags) {
    tags.push_back({tag, target, write_tag_message(tag, record)});
  }
  return tags;
}

void add_branch(Plan& plan, const Snapshot& snapshot, std::size_t index) {
  if (snapshot.branch.empty()) return;
  plan.refs.push_back({"refs/heads/" + snapshot.branch, snapshot.tip, Created{index}});
}

void add_notes(Result& result, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) {
    const bool is_new =
        std::find(result.notes.begin(), result.notes.end(), note) == result.notes.end();
    if (is_new) result.notes.push_back(note);
  }
}

Plan commit_on(const ObjectId& parent, std::vector<FileEdit> edits, std::string message) {
  Plan plan;
  plan.parents = {parent};
  plan.base = parent;
  plan.edits = std::move(edits);
  plan.message = std::move(message);
  return plan;
}

}  // namespace

void assemble(const config::Config& config, const Snapshot& snapshot, const BumpRequest& request,
              const ReleaseSet& set, Result& result) {
  const History& history = *snapshot.history;
  const ObjectId tip = snapshot.tip.value_or(set.source);
  const ObjectId base = set.moved ? set.source : tip;
  Composition made = compose(config, snapshot, request, set.releases, history.tree(base));
  // Where the tip does not contain the commit checked out, its equal source is the tip's own.
  const bool contained = made.edits.empty() || history.reaches(base, set.source);
  const ObjectId source = contained ? set.source : base;
  add_notes(result, made.notes);
  const Record record = record_of(request, set, source, made.images);
  if (made.edits.empty()) {
    Plan plan;
    plan.tags = tags_of(record, set.source);
    result.plans.push_back(std::move(plan));
    return;
  }
  Plan release = commit_on(base, std::move(made.edits), release_message(config, record));
  release.tags = tags_of(record, Created{0});
  if (!set.moved) add_branch(release, snapshot, 0);
  result.plans.push_back(std::move(release));
  if (!set.moved) return;
  Composition merged = compose(config, snapshot, request, set.releases, history.tree(tip));
  Plan merge = commit_on(tip, std::move(merged.edits), merge_message(config, record));
  merge.parents.emplace_back(Created{0});
  add_branch(merge, snapshot, 1);
  result.plans.push_back(std::move(merge));
}

}  // namespace relctl::plan
