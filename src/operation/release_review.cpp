// SPDX-License-Identifier: MIT
#include "operation/release_review.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "forge/release_request.hpp"
#include "forge/review.hpp"
#include "git/objects.hpp"
#include "net/http.hpp"
#include "operation/deliver.hpp"
#include "operation/kept_edits.hpp"
#include "operation/review_branch.hpp"
#include "operation/session.hpp"
#include "operation/trust.hpp"
#include "plan/place.hpp"
#include "report/visible.hpp"

namespace relctl::operation {
namespace {

/// What the steps of a review have in common.
struct ReleaseReview {
  const git::Repository& repository;
  const config::Config& config;
  const plan::Operation& operation;
  git::PublishOptions options;
  std::string base;    ///< short name of the branch that is released
  std::string branch;  ///< of the request
};

/// The record of a plan for the request of `branch` in a commit's message; nothing in others.
std::optional<record::Record> request_record(const plan::Commit& commit,
                                             const std::string& branch) {
  for (record::Record& record : record::read_records(commit.message)) {
    if (record.request == branch) return std::move(record);
  }
  return std::nullopt;
}

/// What stands on the request's branch.
struct Branch {
  RemoteBranch remote;
  std::optional<RequestPlan> last;   ///< the newest plan of ours
  std::optional<std::string> title;  ///< its subject
  bool has_peoples = false;          ///< commits of people's, and merges that keep them
};

Branch look_at_branch(const ReleaseReview& review, const ObjectId& base) {
  Branch branch;
  branch.remote =
      fetch_branch(review.repository, review.options, review.branch, review.operation.id, base);
  for (const plan::Commit& commit : branch.remote.commits) {
    auto record = request_record(commit, review.branch);
    branch.has_peoples = branch.has_peoples || !record;
    if (!record || (branch.last && branch.last->record.time >= record->time)) continue;
    branch.last = RequestPlan{commit.id, *std::move(record)};
    branch.title = plan::subject_of(commit);
  }
  return branch;
}

/// The release's commit alone: tags and the branch's move come once the request is merged.
plan::Plan commit_of(const plan::Result& result) {
  const auto& plans = result.plans;
  if (plans.size() != 1 || !plans.front().message) {
    throw Error(ErrorKind::input, "the release changes no file: there is nothing to review")
        .hint("give the service version_files or a changelog, or release with --push alone");
  }
  plan::Plan plan = plans.front();
  plan.refs.clear();
  plan.tags.clear();
  return plan;
}

RequestPlan request_plan(const plan::Plan& plan, const ObjectId& commit) {
  return {commit, record::read_records(*plan.message).front()};
}

bool same_tree(const git::Repository& repository, const ObjectId& one, const ObjectId& other) {
  const auto history = repository.history();
  return history->tree(one)->list("") == history->tree(other)->list("");
}

/// The merge of the next plan into a branch that people committed to.
plan::Plan merge_plan(const ObjectId& tip, const ReleaseReview& review,
                      std::vector<plan::FileEdit> edits) {
  plan::Plan merge;
  merge.parents = {tip, plan::Created{0}};
  merge.base = plan::Created{0};
  merge.edits = std::move(edits);
  merge.message = fmt::format("Merge the next plan of the release into {}", review.branch);
  return merge;
}

/// Brings the plan to the branch, and gives whether that had to be done.
bool bring(const ReleaseReview& review, const Branch& branch, const plan::Plan& plan) {
  const git::Repository& repository = review.repository;
  std::vector<plan::Plan> plans = {plan};
  const ObjectId next = git::write_objects(repository, plans, review.operation).commits.front();
  const auto& tip = branch.remote.tip;
  if (!tip || !branch.has_peoples || !branch.last) {
    if (tip && branch.has_peoples) {
      throw Error(ErrorKind::conflict,
                  fmt::format("the branch {} has commits, and none of them is a plan of relctl's",
                              review.branch))
          .hint("merge or delete it; relctl does not write over other people's commits");
    }
    if (tip && same_tree(repository, *tip, next)) return false;
    push_branch(repository, review.options, review.branch, tip, next);
    return true;
  }
  if (same_tree(repository, branch.last->commit, next)) return false;
  plans.push_back(merge_plan(*tip, review,
                             kept_edits(*repository.history(), review.config, *branch.last, *tip,
                                        request_plan(plan, next))));
  const ObjectId merged = git::write_objects(repository, plans, review.operation).commits.back();
  push_branch(repository, review.options, review.branch, tip, merged);
  return true;
}

forge::ReleaseFacts facts_of(const plan::Result& result, const record::Record& record) {
  forge::ReleaseFacts facts;
  facts.record = record;
  const auto& tags = result.plans.front().tags;
  for (std::size_t i = 0; i < facts.record.services.size(); ++i) {
    const record::ServiceRecord& service = facts.record.services[i];
    facts.releases.push_back(
        {service.name, service.previous, service.version, record::notes_in_tag(tags[i].message)});
  }
  return facts;
}

/// Nothing is left to release: a request that only relctl committed to is closed.
void close_request(forge::Forge& forge, const ReleaseReview& review, const Branch& branch,
                   ReviewedRelease& reviewed) {
  reviewed.request = forge.find_open(review.branch, review.base);
  if (!reviewed.request) return;
  const std::string name = forge.name(*reviewed.request);
  if (branch.has_peoples) {
    reviewed.state = "unchanged";
    reviewed.words = fmt::format(
        "{} has commits of people's and stays, although nothing is left to release", name);
    return;
  }
  forge.close(*reviewed.request, "Closed by relctl: nothing is left to release.");
  reviewed.state = "closed";
  reviewed.words = fmt::format("closed {}: nothing is left to release", name);
}

/// The branch gets the plan first: a request without it would be empty.
void keep(forge::Forge& forge, const ReleaseReview& review, const Branch& branch,
          ReviewedRelease& reviewed) {
  const plan::Plan plan = commit_of(reviewed.planned);
  const bool moved = bring(review, branch, plan);
  // Each plan has an id and a time of its own: those of the one that stands there are told.
  const record::Record record =
      moved ? record::read_records(*plan.message).front() : branch.last->record;
  const std::string subject = plan.message->substr(0, plan.message->find('\n'));
  const forge::RequestOutcome outcome =
      forge::keep_request(forge, {review.branch, review.base, subject, branch.title,
                                  forge::release_request_text(facts_of(reviewed.planned, record))});
  reviewed.state = moved && outcome.state == "unchanged" ? "updated" : outcome.state;
  reviewed.request = outcome.request;
  reviewed.words = fmt::format("{} {}: {}", reviewed.state, forge.name(outcome.request),
                               report::visible(outcome.request.url));
}

}  // namespace

std::string release_branch(const config::Config& config, const std::string& base,
                           const std::vector<std::string>& services) {
  const std::string folder = "relctl/release/" + base + "/";
  if (!services.empty()) return forge::services_branch(folder, services);
  if (config.services.size() == 1) return folder + config.services.front().name;
  return folder + "every_service";
}

ReviewedRelease review_release(const git::Repository& repository, const config::Config& config,
                               const plan::BumpRequest& request, const std::string& base,
                               const ReleasePlanner& planner, cli::Context& context) {
  // Checks have to run on the request.
  config::Config checked = config;
  checked.release.skip_ci = false;
  plan::BumpRequest wanted = request;
  wanted.review_branch = release_branch(config, base, request.services);
  wanted.operation.key.reset();
  const ReleaseReview review{repository,
                             checked,
                             wanted.operation,
                             publish_options(repository, config, base, context),
                             base,
                             *wanted.review_branch};
  ObjectId tip;
  ReviewedRelease reviewed;
  reviewed.branch = review.branch;
  // The request is about the branch as it is now, whatever is checked out.
  reviewed.planned = git::preview(repository, review.options, [&](const plan::Snapshot& snapshot) {
    plan::Snapshot at_tip = snapshot;
    at_tip.source = plan::tip_of(snapshot);
    tip = at_tip.source;
    return planner(checked, wanted, at_tip);
  });
  net::Http http(http_options(review.options.deadline, context));
  const auto forge = forge::connect(remote_address(repository, review.options.remote), config.forge,
                                    context.environment, http, trust_of(repository, context));
  const Branch branch = look_at_branch(review, tip);
  if (reviewed.planned.plans.empty()) {
    close_request(*forge, review, branch, reviewed);
  } else {
    keep(*forge, review, branch, reviewed);
  }
  if (reviewed.state == "opened") {
    const auto note =
        forge::job_token_note(remote_address(repository, review.options.remote), config.forge,
                              context.environment, trust_of(repository, context));
    if (note) reviewed.words += "\nnote: " + *note;
  }
  return reviewed;
}

}  // namespace relctl::operation
