// SPDX-License-Identifier: MIT
#include "release/next_snapshot.hpp"

#include <compare>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "formats/version_file.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "plan/ref_names.hpp"
#include "record/messages.hpp"
#include "record/trailers.hpp"
#include "release/versions.hpp"
#include "semver/version.hpp"

namespace relctl::release {
namespace {

semver::Version snapshot_after(const semver::Version& released) {
  semver::Version next = released.core();
  ++next.patch;
  next.prerelease = {"SNAPSHOT"};
  return next;
}

/// What the branch holds once the plans so far are carried out.
std::shared_ptr<const Tree> planned_tree(const plan::Snapshot& snapshot, const plan::Plan& last) {
  const ObjectId* base = last.base ? std::get_if<ObjectId>(&*last.base) : nullptr;
  auto draft = std::make_shared<plan::Draft>(
      snapshot.history->tree(base != nullptr ? *base : plan::tip_of(snapshot)));
  draft->apply(last.edits);
  return draft;
}

/// Writes the version that `release` is followed by; false where none is.
bool begin(const Survey& release, const Tree& before, plan::Draft& draft, record::Record& record) {
  const config::Service& service = *release.service;
  if (!service.next_snapshot || !release.next->is_final()) return false;
  const auto written = version_in_files(service, before);
  if (!written || !std::is_eq(semver::compare(*written, *release.next))) return false;
  const std::string version = semver::to_string(snapshot_after(*release.next));
  for (const formats::VersionFile& file : service.version_files)
    draft.write(formats::write_version(draft, file, version));
  record.services.push_back({service.name, version, semver::to_string(*release.next)});
  return true;
}

/// Puts `plan` behind the plans so far, and the branch on it.
void append(plan::Plan plan, const plan::Snapshot& snapshot, plan::Result& result) {
  plan::Plan& last = result.plans.back();
  const std::size_t index = result.plans.size();
  if (last.message) {
    plan.parents = {plan::Created{index - 1}};
    plan.base = plan::Created{index - 1};
    plan.refs = std::exchange(last.refs, {});
    for (plan::RefMove& move : plan.refs)
      move.target = plan::Created{index};
  } else {
    plan.refs.push_back({plan::branch_ref(snapshot.branch), snapshot.tip, plan::Created{index}});
  }
  result.plans.push_back(std::move(plan));
}

}  // namespace

void begin_next(const config::Config& config, const plan::Snapshot& snapshot,
                const plan::BumpRequest& request, const std::vector<Survey>& releases,
                plan::Result& result) {
  if (request.review_branch || snapshot.branch.empty() || result.plans.empty()) return;
  const auto before = planned_tree(snapshot, result.plans.back());
  plan::Draft draft(before);
  record::Record record = record::new_record("snapshot", request.operation);
  // The key is that of the release: this is no answer to it.
  record.key.reset();
  for (const Survey& release : releases) {
    if (!begin(release, *before, draft, record)) continue;
    const auto& begun = record.services.back();
    result.notes.push_back(
        fmt::format("{} goes on as {} in a commit of its own.", begun.name, begun.version));
  }
  if (record.services.empty()) return;
  append(plan::commit_on(plan::tip_of(snapshot), draft.edits(),
                         record::release_message(config, record)),
         snapshot, result);
}

}  // namespace relctl::release
