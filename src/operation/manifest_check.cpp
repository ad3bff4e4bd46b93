// SPDX-License-Identifier: MIT
#include "operation/manifest_check.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "check/environment.hpp"
#include "check/ignores.hpp"
#include "check/known.hpp"
#include "deploy/deploy.hpp"
#include "operation/session.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "report/checks.hpp"
#include "tree/path.hpp"

namespace relctl::operation {
namespace {

/// A tree before and after one plan.
struct Change {
  std::shared_ptr<const Tree> before;
  std::shared_ptr<const Tree> after;
  const plan::Plan* plan = nullptr;
};

/// The trees of all plans that edit one.
std::vector<Change> changes_of(const plan::Snapshot& snapshot, const plan::Result& result) {
  std::vector<Change> changes;
  for (const plan::Plan& plan : result.plans) {
    Change change{nullptr, nullptr, &plan};
    if (plan.base) {
      const auto* created = std::get_if<plan::Created>(&*plan.base);
      change.before = created != nullptr ? changes.at(created->plan).after
                                         : snapshot.history->tree(std::get<ObjectId>(*plan.base));
      const auto draft = std::make_shared<plan::Draft>(change.before);
      draft->apply(plan.edits);
      change.after = draft;
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

/// The environments that get something: those of a promotion, or those that a release writes.
std::set<std::string> written_environments(const config::Config& config,
                                           const plan::Result& result) {
  std::set<std::string> names;
  for (const plan::ServiceOutcome& outcome : result.services) {
    if (outcome.status != plan::Status::done) continue;
    if (outcome.environment) names.insert(*outcome.environment);
    if (outcome.environment) continue;
    for (const config::Environment& each : config.environments) {
      if (each.automatic && !each.branch && !each.repository) names.insert(each.name);
    }
  }
  return names;
}

bool touches_environment(const plan::Plan& plan, const config::Config& config,
                         const config::Environment& environment) {
  return std::any_of(plan.edits.begin(), plan.edits.end(), [&](const plan::FileEdit& edit) {
    return std::any_of(config.services.begin(), config.services.end(),
                       [&](const config::Service& service) {
                         const std::string path = deploy::path_of(environment, service);
                         return path.empty() || is_below(edit.path, path);
                       });
  });
}

bool is_passed(const check::Finding& finding, const plan::Operation& operation) {
  return std::any_of(
      operation.passed.begin(), operation.passed.end(),
      [&](const plan::PassedCheck& passed) { return passed.check == finding.checks.front(); });
}

Error refusal(const std::vector<check::Finding>& findings) {
  std::string words;
  for (const check::Finding& finding : findings) {
    const Location& where = finding.where;
    words += fmt::format("\n{}:{}:{}: {}", where.file, where.line, where.column,
                         report::finding_error(finding).what());
  }
  const check::Finding& first = findings.front();
  Error error(
      ErrorKind::conflict,
      fmt::format("nothing was changed: {} would bring what `checks` forbid{}",
                  findings.size() == 1 ? "it" : fmt::format("in {} places it", findings.size()),
                  words));
  if (!first.hint.empty()) error.hint(first.hint);
  return error.hint(fmt::format("--override {} --reason TEXT lets it pass, and records why",
                                first.checks.front()));
}

}  // namespace

std::string today(const cli::Context& context) {
  const std::time_t now = std::chrono::system_clock::to_time_t(context.now());
  return fmt::format("{:%Y-%m-%d}", fmt::gmtime(now));
}

std::vector<check::EnvironmentCheck> new_findings(
    const Tree& before, const Tree& after, const config::Config& config,
    const std::vector<const config::Environment*>& environments, const std::string& day,
    const OutsideFindings& outside) {
  std::vector<check::EnvironmentCheck> found;
  const auto checked = [&](const Tree& tree, const config::Environment& environment) {
    check::EnvironmentCheck result = check::check_environment(tree, config, environment);
    if (!outside) return result;
    for (check::Finding& finding : outside(tree, config, environment))
      result.findings.push_back(std::move(finding));
    return result;
  };
  for (const config::Environment* environment : environments) {
    std::vector now{checked(after, *environment)};
    if (now.front().findings.empty() && now.front().not_built.empty()) continue;
    std::vector old{checked(before, *environment)};
    check::apply_ignores(old, config.checks, day, false);
    check::apply_ignores(now, config.checks, day, false);
    check::mark_known(now, old);
    auto& findings = now.front().findings;
    std::erase_if(findings, [](const check::Finding& each) { return !report::counts(each); });
    if (!findings.empty() || !now.front().not_built.empty())
      found.push_back(std::move(now.front()));
  }
  return found;
}

namespace {

/// The environments of `names` whose manifests `plan` may change.
std::vector<const config::Environment*> touched_of(const std::set<std::string>& names,
                                                   const plan::Plan& plan,
                                                   const config::Config& config) {
  std::vector<const config::Environment*> environments;
  for (const std::string& name : names) {
    const config::Environment& environment = config::environment(config, name);
    if (touches_environment(plan, config, environment)) environments.push_back(&environment);
  }
  return environments;
}

}  // namespace

void require_checked_manifests(const config::Config& config, const plan::Snapshot& snapshot,
                               const plan::Operation& operation, const cli::Context& context,
                               plan::Result& result) {
  if (!config.checks || result.plans.empty()) return;
  const plan::Snapshot& origin = plan::origin_of(snapshot);
  const OutsideChecks outside(config, origin.history->tree(plan::tip_of(origin)),
                              deadline(config, context), context);
  const std::set<std::string> names = written_environments(config, result);
  for (const Change& change : changes_of(snapshot, result)) {
    if (change.after == nullptr) continue;
    const auto environments = touched_of(names, *change.plan, config);
    auto found = new_findings(*change.before, *change.after, config, environments, today(context),
                              outside.as_function());
    for (check::EnvironmentCheck& each : found) {
      for (const check::NotBuilt& folder : each.not_built) {
        result.notes.push_back(
            fmt::format("not checked: {} in {}: {}", folder.folder, each.name, folder.reason));
      }
      std::erase_if(each.findings,
                    [&](const check::Finding& finding) { return is_passed(finding, operation); });
    }
    const auto findings = check::joined_findings(found, *change.after);
    if (!findings.empty()) throw refusal(findings);
  }
}

}  // namespace relctl::operation
