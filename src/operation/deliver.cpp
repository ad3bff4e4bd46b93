// SPDX-License-Identifier: MIT
#include "operation/deliver.hpp"

#include <ostream>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/redact.hpp"
#include "cli/ci_output.hpp"
#include "cli/output.hpp"
#include "git/apply/apply.hpp"
#include "git/apply/recover.hpp"
#include "git/ci_branch.hpp"
#include "git/publish/snapshot.hpp"
#include "git/ref_name.hpp"
#include "git/run_record.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "operation/wake.hpp"
#include "report/ci_values.hpp"

namespace relctl::operation {
namespace {

git::Published preview(const git::Repository& repository, const std::optional<std::string>& branch,
                       const git::Planner& planner) {
  git::Published published;
  published.result = planner(git::local_snapshot(repository, branch));
  return published;
}

git::Published carry_out_here(git::Repository& repository, const plan::Operation& operation,
                              const std::optional<std::string>& branch,
                              const git::Planner& planner) {
  const git::RunRecord record(repository.git_directory());
  std::vector<std::string> notes = git::recover(repository);
  plan::Snapshot snapshot = git::local_snapshot(repository, branch);
  // What is made here is bound as what is pushed; a preview may be looked at on any branch.
  if (repository.head_branch()) snapshot.default_branch = remote_default_branch(repository);
  git::Published published;
  published.result = planner(snapshot);
  published.notes.insert(published.notes.begin(), notes.begin(), notes.end());
  if (!published.result.plans.empty()) {
    published.objects = git::apply(repository, published.result.plans, operation);
    published.remote = redact(find_remote(repository, branch.value_or("")).value_or(""));
  }
  return published;
}

/// The commit that ended up on the branch: the last one that was made.
std::optional<std::string> last_commit(const git::Objects& objects) {
  for (auto commit = objects.commits.rbegin(); commit != objects.commits.rend(); ++commit) {
    if (!commit->is_zero()) return commit->hex();
  }
  return std::nullopt;
}

std::string moved_branch(const plan::Result& result) {
  for (const plan::Plan& plan : result.plans) {
    for (const plan::RefMove& move : plan.refs) {
      if (move.name.starts_with(plan::branch_prefix))
        return move.name.substr(plan::branch_prefix.size());
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> target_branch(const git::Repository& repository,
                                         const std::optional<std::string>& asked,
                                         const cli::Context& context) {
  if (asked) {
    git::check_branch_name(*asked);
    return asked;
  }
  if (auto branch = repository.head_branch()) return branch;
  return git::ci_branch(context.environment);
}

git::PublishOptions publish_options(const git::Repository& repository, const config::Config& config,
                                    const std::optional<std::string>& branch,
                                    cli::Context& context) {
  git::PublishOptions options;
  options.deadline = deadline(config, context);
  options.remote = remote_of(repository, branch.value_or(""));
  options.branch = branch;
  options.on_progress = progress(context);
  return options;
}

git::Published deliver(git::Repository& repository, const config::Config& config,
                       const plan::Operation& operation, const Delivery& delivery,
                       const git::Planner& planner, cli::Context& context) {
  const auto branch = target_branch(repository, delivery.branch, context);
  if (delivery.dry_run) return preview(repository, branch, planner);
  if (!delivery.push) return carry_out_here(repository, operation, branch, planner);
  return publish_and_wake(repository, config, operation,
                          publish_options(repository, config, branch, context), planner, context);
}

report::Done done_of(const git::Published& published, const config::Config& config, bool dry_run) {
  report::Done done;
  done.result = published.result;
  const auto& notes = published.notes;
  done.result.notes.insert(done.result.notes.end(), notes.begin(), notes.end());
  done.commit = last_commit(published.objects);
  done.branch = moved_branch(published.result);
  done.pushed = published.pushed;
  done.remote = published.remote;
  done.dry_run = dry_run;
  done.attempts = static_cast<unsigned>(published.attempts);
  std::set<std::string> named;
  for (const plan::ServiceOutcome& service : published.result.services) {
    if (service.named) named.insert(service.name);
    // A planner gives an unchanged service a version just when it is what is checked out.
    if (service.status == plan::Status::unchanged && service.version) done.at.insert(service.name);
  }
  done.one_service = config.services.size() == 1 || named.size() == 1;
  return done;
}

void print_answer(const report::Done& done, const nlohmann::ordered_json& more,
                  cli::Context& context) {
  if (context.globals.json) {
    nlohmann::ordered_json json = report::to_json(done);
    json.update(more);
    context.out << report::json_text(json);
  } else if (context.globals.output == "env") {
    context.out << report::shell_values(report::ci_values(done));
  } else {
    context.out << report::answer(done);
  }
  cli::write_ci_output(done, context);
}

int answer(const git::Published& published, const config::Config& config, bool dry_run,
           cli::Context& context) {
  const report::Done done = done_of(published, config, dry_run);
  print_answer(done, nlohmann::ordered_json::object(), context);
  if (!context.globals.quiet) context.err << report::summary(done, cli::error_style(context));
  return plan::exit_code(published.result);
}

}  // namespace relctl::operation
