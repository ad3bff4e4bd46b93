// SPDX-License-Identifier: MIT
#include "operation/review.hpp"

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/output.hpp"
#include "forge/place.hpp"
#include "forge/review.hpp"
#include "git/patch.hpp"
#include "operation/deliver.hpp"
#include "operation/delivered.hpp"
#include "operation/review_branch.hpp"
#include "operation/session.hpp"
#include "operation/trust.hpp"
#include "plan/ref_names.hpp"
#include "record/trailers.hpp"
#include "report/rendered.hpp"
#include "report/visible.hpp"

namespace relctl::operation {
namespace {

/// The plan that is reviewed, the objects that carry it out, and the way to the remote.
struct Proposal {
  const git::Repository& repository;
  const plan::Operation& operation;
  const git::PublishOptions& options;
  const plan::Plan& plan;
  ObjectId commit;
  ObjectId base_tip;
  std::string base;
};

bool holds(const Tree& tree, const plan::FileEdit& edit) {
  const bool exists = tree.find(edit.path).has_value();
  return exists == edit.after.has_value() && (!exists || tree.read(edit.path) == *edit.after);
}

forge::BranchState look(const Proposal& proposal, const std::string& branch) {
  const RemoteBranch there = fetch_branch(proposal.repository, proposal.options, branch,
                                          proposal.operation.id, proposal.base_tip);
  forge::BranchState state;
  state.tip = there.tip;
  if (!state.tip) return state;
  for (const plan::Commit& commit : there.commits)
    state.commits.push_back({commit.id, commit.message});
  const auto tree = proposal.repository.history()->tree(*state.tip);
  state.holds_plan = std::all_of(proposal.plan.edits.begin(), proposal.plan.edits.end(),
                                 [&](const plan::FileEdit& edit) { return holds(*tree, edit); });
  return state;
}

std::vector<forge::ComingCommit> coming(const git::Repository& repository,
                                        const std::vector<plan::ServiceOutcome>& services,
                                        const config::Config& config) {
  std::vector<forge::ComingCommit> commits;
  for (const plan::ServiceOutcome& service : services) {
    if (!service.previous || !service.version) continue;
    const auto tag = [&](const std::string& version) {
      return repository.ref(plan::tag_ref(config::expand(config::service(config, service.name).tag,
                                                         service.name, std::nullopt, version)));
    };
    const auto from = tag(*service.previous);
    const auto to = tag(*service.version);
    if (!from || !to) continue;
    for (const plan::Commit& commit : repository.history()->log(
             repository.resolve_commit(to->hex()), {repository.resolve_commit(from->hex())})) {
      commits.push_back({commit.id.short_hex(), commit.message.substr(0, commit.message.find('\n')),
                         commit.author_name});
    }
  }
  return commits;
}

forge::ReviewRequest request_of(const Proposal& proposal, const plan::Result& result,
                                const config::Config& config, const Review& review) {
  forge::RequestFacts facts;
  facts.environment = review.environments.front();
  const config::Environment& environment = config::environment(config, facts.environment);
  if (environment.after.size() == 1) facts.from = environment.after.front();
  facts.services = result.services;
  facts.rendered = report::rendered_text(*review.rendered, {}, facts.most_bytes / 2);
  facts.diff = git::patch(result.plans);
  facts.commits = coming(*review.source, result.services, config);
  facts.requester = proposal.operation.identity.name;
  for (const record::Record& record : record::read_records(*proposal.plan.message)) {
    facts.record = record;
  }
  forge::ReviewRequest request;
  request.environment = facts.environment;
  for (const plan::ServiceOutcome& service : result.services) {
    if (service.status == plan::Status::done) request.services.push_back(service.name);
  }
  request.base = proposal.base;
  request.text = forge::request_text(facts);
  request.replace = review.replace;
  request.look = [&proposal](const std::string& branch) { return look(proposal, branch); };
  request.push = [&proposal](const std::string& branch, const std::optional<ObjectId>& expected) {
    push_branch(proposal.repository, proposal.options, branch, expected, proposal.commit);
  };
  return request;
}

/// The plan whose commit the base branch would get.
const plan::Plan& reviewed_plan(const plan::Result& result) {
  if (result.plans.size() != 1 || result.plans.front().refs.size() != 1 ||
      !result.plans.front().message) {
    throw Error(ErrorKind::conflict,
                "only a promotion that is one commit on one branch can be reviewed")
        .hint("promote one environment at a time");
  }
  return result.plans.front();
}

/// Nothing runs yet: the services are told as in a preview, and the answer is the request's page.
int print_review(const git::Published& published, const config::Config& config,
                 const forge::ReviewOutcome& outcome, const std::optional<std::string>& note,
                 cli::Context& context) {
  report::Done done = done_of({{published, {}, {}}}, config, true);
  done.result.notes.push_back(outcome.words);
  if (note) done.result.notes.push_back(*note);
  nlohmann::ordered_json json = report::to_json(done);
  json["review"] = {
      {"url", outcome.request.url}, {"number", outcome.request.number}, {"branch", outcome.branch}};
  cli::print_answer(json, report::visible(outcome.request.url) + '\n', context);
  if (!context.globals.quiet) context.err << report::summary(done, cli::error_style(context));
  return plan::exit_code(published.result);
}

}  // namespace

int run_review(const git::Repository& repository, const config::Config& config,
               const plan::Operation& operation, const git::PublishOptions& options,
               const Review& review, cli::Context& context) {
  git::Published published;
  published.result = git::preview(repository, options, review.planner);
  if (published.result.plans.empty()) return answer({{published, {}, {}}}, config, false, context);
  const plan::Plan& plan = reviewed_plan(published.result);
  published.objects = git::write_objects(repository, published.result.plans, operation);
  const plan::RefMove& move = plan.refs.front();
  const Proposal proposal{repository,
                          operation,
                          options,
                          plan,
                          published.objects.commits.front(),
                          move.expected.value_or(ObjectId{}),
                          *plan::branch_of(move.name)};
  net::Http http(http_options(options.deadline, context));
  const auto forge = forge::connect(remote_address(repository, options.remote), config.forge,
                                    context.environment, http, trust_of(*review.source, context));
  const forge::ReviewOutcome outcome =
      forge::open_or_update(*forge, request_of(proposal, published.result, config, review));
  const auto note =
      outcome.status == forge::ReviewStatus::opened
          ? forge::job_token_note(remote_address(repository, options.remote), config.forge,
                                  context.environment, trust_of(*review.source, context))
          : std::nullopt;
  return print_review(published, config, outcome, note, context);
}

}  // namespace relctl::operation
