// SPDX-License-Identifier: MIT
#include <ostream>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "commands/bump_steps.hpp"
#include "commands/operation_options.hpp"
#include "operation/deliver.hpp"
#include "operation/deploy_release.hpp"
#include "operation/homes.hpp"
#include "operation/prepare.hpp"
#include "operation/release_review.hpp"
#include "operation/session.hpp"
#include "release/bump.hpp"
#include "release/changes.hpp"
#include "release/merged.hpp"
#include "report/done.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

/// The branch that a release is reviewed for.
std::string reviewed_base(const BumpOptions& options, const git::Repository& repository,
                          const cli::Context& context) {
  auto base = operation::target_branch(repository, options.branch, context);
  if (!base) base = operation::remote_default_branch(repository);
  if (base) return *base;
  throw Error(ErrorKind::usage, "no branch is checked out, and CI names none")
      .hint("name the branch that is released: --branch main");
}

void tell_review(const operation::ReviewedRelease& reviewed, nlohmann::ordered_json& more,
                 const cli::Context& context) {
  auto releases = nlohmann::ordered_json::array();
  for (const plan::ServiceOutcome& each : reviewed.planned.services) {
    if (each.status != plan::Status::done || !each.version) continue;
    releases.push_back({{"service", each.name},
                        {"previous", report::or_null(each.previous)},
                        {"version", *each.version}});
  }
  if (reviewed.request) {
    more["review"] = {{"url", reviewed.request->url},
                      {"number", reviewed.request->number},
                      {"branch", reviewed.branch},
                      {"state", reviewed.state},
                      {"releases", std::move(releases)}};
  }
  if (context.globals.quiet) return;
  for (const std::string& note : reviewed.planned.notes)
    context.err << "note: " << report::visible_message(note) << '\n';
  if (!reviewed.words.empty()) context.err << reviewed.words << '\n';
}

}  // namespace

int run_bump_review(const BumpOptions& options, cli::Context& context) {
  begin_wait(options.wait, context);
  git::Repository repository = operation::open_repository(context);
  const config::Config config = operation::checked_out_config(repository, context);
  const plan::Operation operation = bump_operation(options, repository, config, context);
  const std::string base = reviewed_base(options, repository, context);
  plan::BumpRequest request = bump_request(options, operation);
  request.deploys_elsewhere = true;
  operation::Preparer preparer(operation::deadline(config, context), context);
  request.prepare = preparer.as_function();
  const git::Planner merged = [&](const plan::Snapshot& snapshot) {
    release::check_branch(config, snapshot);
    release::Changes changes(config, *snapshot.history);
    record::Releases releases(snapshot.tags);
    auto found = release::merged_releases(config, snapshot, request, releases, changes);
    return found ? *std::move(found) : release::released_already(config, snapshot, request);
  };
  const git::Published release =
      operation::deliver(repository, config, operation, {base, true, false}, merged, context);
  std::vector<operation::Delivered> delivered{{release, {}, {}}};
  if (request.deploy)
    delivered = operation::deploy_release(repository, config, base, release, request, context);
  const Further keep_request = [&](nlohmann::ordered_json& more) {
    const operation::ReleasePlanner planner = [&](const config::Config& own,
                                                  const plan::BumpRequest& wanted,
                                                  const plan::Snapshot& snapshot) {
      const auto checks = wanted.deploy ? operation::Checks::all : operation::Checks::manifests;
      return release_planner(own, wanted, checks, context)(snapshot);
    };
    tell_review(operation::review_release(repository, config, request, base, planner, context),
                more, context);
  };
  return answer_published(repository, config, delivered, keep_request, context);
}

}  // namespace relctl::commands
