// SPDX-License-Identifier: MIT
#include "deploy/promote.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/branch_commit.hpp"
#include "deploy/earlier_run.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/image_settings.hpp"
#include "deploy/path_images.hpp"
#include "deploy/promotion.hpp"
#include "plan/place.hpp"
#include "record/once.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {
namespace {

/// The environments in promotion order. All are kept on the target branch, which the first decides.
std::vector<const config::Environment*> chosen(const config::Config& config,
                                               const plan::Snapshot& snapshot,
                                               const plan::PromoteRequest& request) {
  const auto& names = request.environments;
  for (const std::string& name : names)
    config::environment(config, name);
  std::vector<const config::Environment*> environments;
  for (const config::Environment& each : config.environments) {
    if (std::find(names.begin(), names.end(), each.name) == names.end()) continue;
    environments.push_back(&each);
    if (plan::is_on_target(each, snapshot)) continue;
    throw Error(ErrorKind::usage, fmt::format("{} is kept on another branch than the others, or "
                                              "in another repository",
                                              each.name))
        .hint("promote them one after the other");
  }
  return environments;
}

/// An earlier run with the same key, which gave what is asked for.
std::optional<record::Earlier> find_earlier(const config::Config& config,
                                            const plan::Snapshot& snapshot,
                                            const plan::PromoteRequest& request,
                                            const config::Environment& environment) {
  if (!request.operation.key) return std::nullopt;
  auto earlier = record::find_once(
      config, snapshot, {"promote", *request.operation.key, request.services, environment.name});
  if (!earlier) return std::nullopt;
  const auto& services = earlier->record.services;
  const bool is_same = std::all_of(services.begin(), services.end(), [&](const auto& each) {
    return plan::asked_version(request, each.name).value_or(each.version) == each.version;
  });
  return is_same ? std::move(earlier) : std::nullopt;
}

std::vector<const config::Service*> promoted_services(const config::Config& config,
                                                      const plan::PromoteRequest& request) {
  auto services = config::named_services(config, request.services);
  if (request.version && services.size() > 1) {
    throw Error(ErrorKind::usage, fmt::format("which service gets version {}?", *request.version))
        .hint("name it with --service");
  }
  check_digests(services, request.digests);
  return services;
}

void check_manifests(const config::Config& config, const plan::PromoteRequest& request) {
  if (!request.manifests) return;
  for (const std::string& name : request.environments) {
    if (config::environment(config, name).render) continue;
    throw Error(ErrorKind::usage, name + " is not rendered: it has no manifests to choose")
        .hint("--to chooses its version");
  }
}

void add_notes(plan::Result& result, const std::vector<std::string>& notes) {
  for (const std::string& note : notes) {
    const auto& known = result.notes;
    if (std::find(known.begin(), known.end(), note) == known.end()) result.notes.push_back(note);
  }
}

/// Promotes all services to one environment; gives the record of what was done.
record::Record promote_to(const config::Environment& environment,
                          const std::vector<const config::Service*>& services, Promotion& promotion,
                          const plan::PromoteRequest& request, plan::Result& result) {
  record::Record record = environment_record("promote", request.operation, environment.name);
  for (const config::Service* service : services) {
    const auto outcome = promotion.run(*service);
    if (!outcome) continue;
    if (outcome->status == plan::Status::done) add_service(record, *outcome);
    result.services.push_back(*outcome);
  }
  promotion.check_built();
  promotion.render();
  const auto& manifests = promotion.manifests();
  if (!manifests.empty()) record.source = manifests.front().revision;
  if (!manifests.empty() && request.manifests) {
    record.passed.push_back(
        {chosen_manifests, request.manifests->short_hex() + " was chosen by --manifests"});
  }
  result.manifests.insert(result.manifests.end(), manifests.begin(), manifests.end());
  record.from = promotion.from();
  add_notes(result, promotion.notes());
  return record;
}

plan::Plan commit_of(const config::Config& config, const plan::Snapshot& snapshot,
                     const std::shared_ptr<const plan::Draft>& draft,
                     const std::vector<record::Record>& records, const plan::Result& result) {
  const config::Environment& first = config::environment(config, *records.front().environment);
  // In another repository there is no commit of the release that its branch could get, and what is
  // rendered needs nothing of it.
  const bool is_joined = first.branch && !first.render && snapshot.origin &&
                         snapshot.repository.empty() && records.size() == 1;
  if (!is_joined) return environment_commit(config, snapshot, draft->edits(), records);
  return branch_commit(config, snapshot, first, draft, result.services, records.front());
}

}  // namespace

plan::Result promote(const config::Config& config, const plan::Snapshot& snapshot,
                     const plan::PromoteRequest& request) {
  const auto services = promoted_services(config, request);
  check_manifests(config, request);
  const auto draft = std::make_shared<plan::Draft>(snapshot.history->tree(plan::tip_of(snapshot)));
  plan::Result result;
  std::vector<record::Record> records;
  for (const config::Environment* environment : chosen(config, snapshot, request)) {
    if (const auto earlier = find_earlier(config, snapshot, request, *environment)) {
      add_earlier_run(config, snapshot, *environment, *earlier, request.services, result);
      result.notes.push_back(
          fmt::format("{} was promoted by an earlier run with the same key.", environment->name));
      continue;
    }
    Promotion promotion(config, snapshot, request, *environment, draft);
    record::Record record = promote_to(*environment, services, promotion, request, result);
    if (!record.services.empty() || record.source) records.push_back(std::move(record));
  }
  check_images_used(*draft, config, services, [&](const config::Environment& environment) {
    return plan::is_on_target(environment, snapshot);
  });
  if (!records.empty()) {
    result.earlier.reset();  // what is done now is told
    result.plans.push_back(commit_of(config, snapshot, draft, records, result));
  }
  return result;
}

std::vector<plan::Seen> seen_in(const plan::Result& result) {
  std::vector<plan::Seen> seen;
  for (const plan::ServiceOutcome& outcome : result.services) {
    if (outcome.environment && outcome.previous) {
      seen.push_back({*outcome.environment, outcome.name, *outcome.previous});
    }
  }
  return seen;
}

}  // namespace relctl::deploy
