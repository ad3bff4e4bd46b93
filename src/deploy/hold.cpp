// SPDX-License-Identifier: MIT
#include "deploy/hold.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/environment_state.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "record/trailer_values.hpp"

namespace relctl::deploy {
namespace {

plan::ServiceOutcome outcome_of(const plan::HoldRequest& request, const config::Service& service) {
  plan::ServiceOutcome outcome;
  outcome.name = service.name;
  outcome.environment = request.environment;
  outcome.named = is_named(request.services, service);
  return outcome;
}

/// The same wish, whenever and by whomever it was made.
bool is_same_wish(const Hold& a, const Hold& b) {
  return a.version == b.version && a.reason == b.reason && a.until == b.until;
}

/// Writes the holds, and commits them if they differ from what stands there.
void finish(const config::Config& config, const plan::Snapshot& snapshot,
            const record::Record& record, std::vector<Hold> holds, plan::Result& result) {
  const auto tree = snapshot.history->tree(plan::tip_of(snapshot));
  plan::Draft draft(tree);
  write_holds(draft, *record.environment, std::move(holds));
  auto edits = draft.edits();
  if (edits.empty()) return;
  result.plans.push_back(environment_commit(config, snapshot, std::move(edits), {record}));
}

}  // namespace

plan::Result hold(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::HoldRequest& request) {
  const config::Environment& environment = config::environment(config, request.environment);
  const auto tree = snapshot.history->tree(plan::tip_of(snapshot));
  std::vector<Hold> holds = read_holds(*tree, environment.name);
  EnvironmentReader reader(tree, environment);
  record::Record record = environment_record("hold", request.operation, environment.name);
  plan::Result result;
  for (const config::Service* service : config::named_services(config, request.services)) {
    plan::ServiceOutcome outcome = outcome_of(request, *service);
    if (!runs_in(*service, environment)) {
      if (!outcome.named) continue;
      outcome.status = plan::Status::absent;
      outcome.reason = fmt::format("relctl.yaml does not let it run in {}.", environment.name);
      result.services.push_back(outcome);
      continue;
    }
    const Running now = running(reader.read(*service), environment, *service,
                                plan::place_of(environment, snapshot));
    outcome.version = now.version;
    Hold wish =
        new_hold(request.operation, service->name, now.version, request.reason, request.until);
    const auto standing = hold_of(holds, service->name, request.operation.time);
    if (standing && is_same_wish(*standing, wish)) {
      outcome.status = plan::Status::unchanged;
      outcome.reason = fmt::format("{} already.", describe(*standing));
    } else {
      result.notes.push_back(
          fmt::format("{} in {} is {}.", service->name, environment.name, describe(wish)));
      replace_hold(holds, std::move(wish));
      add_service(record, outcome);
    }
    result.services.push_back(std::move(outcome));
  }
  finish(config, snapshot, record, std::move(holds), result);
  return result;
}

plan::Result unhold(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::HoldRequest& request) {
  const config::Environment& environment = config::environment(config, request.environment);
  const auto tree = snapshot.history->tree(plan::tip_of(snapshot));
  std::vector<Hold> holds = read_holds(*tree, environment.name);
  record::Record record = environment_record("unhold", request.operation, environment.name);
  plan::Result result;
  for (const config::Service* service : config::named_services(config, request.services)) {
    plan::ServiceOutcome outcome = outcome_of(request, *service);
    const auto own = std::find_if(holds.begin(), holds.end(),
                                  [&](const Hold& each) { return each.service == service->name; });
    if (own == holds.end()) {
      outcome.status = plan::Status::unchanged;
      outcome.reason = fmt::format("nothing holds it in {}.", environment.name);
      if (outcome.named) result.services.push_back(outcome);
      continue;
    }
    outcome.version = own->version;
    result.notes.push_back(
        fmt::format("{} in {} was {}.", service->name, environment.name, describe(*own)));
    holds.erase(own);
    add_service(record, outcome);
    result.services.push_back(std::move(outcome));
  }
  if (result.services.empty()) {
    result.notes.push_back(fmt::format("nothing is held in {}.", environment.name));
  }
  finish(config, snapshot, record, std::move(holds), result);
  return result;
}

Hold new_hold(const plan::Operation& operation, const std::string& service,
              const std::optional<std::string>& version, const std::optional<std::string>& reason,
              const std::optional<std::string>& until) {
  Hold hold{service, version, reason, until, record::write_date({operation.time, operation.offset}),
            {}};
  hold.by = fmt::format("{} <{}>", operation.identity.name, operation.identity.email);
  if (until && !is_day(*until)) {
    throw Error(ErrorKind::usage, fmt::format("--until \"{}\" is no day", *until))
        .hint("write it as 2026-12-31: the last day on which the hold counts, in UTC");
  }
  if (is_expired(hold, operation.time)) {
    throw Error(ErrorKind::usage, fmt::format("--until {} is over already", *until));
  }
  return hold;
}

void replace_hold(std::vector<Hold>& holds, Hold hold) {
  holds.erase(std::remove_if(holds.begin(), holds.end(),
                             [&](const Hold& each) { return each.service == hold.service; }),
              holds.end());
  holds.push_back(std::move(hold));
}

}  // namespace relctl::deploy
