// SPDX-License-Identifier: MIT
#include "deploy/hold.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/environment_state.hpp"
#include "deploy/unhold_choice.hpp"
#include "plan/draft.hpp"
#include "plan/place.hpp"
#include "record/trailer_values.hpp"

namespace relctl::deploy {
namespace {

/// The holds of one environment, and what an operation makes of them.
class HoldsEdit {
 public:
  HoldsEdit(const std::string& operation, const config::Config& config,
            const plan::Snapshot& snapshot, const plan::HoldRequest& request)
      : config_(config),
        snapshot_(snapshot),
        request_(request),
        environment_(config::environment(config, request.environment)),
        tree_(snapshot.history->tree(plan::tip_of(snapshot))),
        reader_(tree_, environment_),
        record_(environment_record(operation, request.operation, environment_.name)),
        holds_(read_holds(*tree_, environment_.name)) {}

  void add() {
    if (request_.services.empty()) add_freeze();
    for (const config::Service& service : config_.services) {
      if (is_named(request_.services, service)) add_to(service);
    }
  }

  void lift() {
    const std::vector<Hold> chosen = choose_lifted(holds_, request_);
    for (const Hold& hold : chosen) {
      holds_.erase(std::find(holds_.begin(), holds_.end(), hold));
      record_.holds.push_back(hold.id);
      result_.lifted_holds.push_back(hold);
      tell(hold, "was");
    }
    for (const config::Service& service : config_.services)
      let_go(service, chosen);
    if (chosen.empty() && request_.services.empty()) {
      result_.notes.push_back(fmt::format("nothing is held in {}.", environment_.name));
    }
  }

  /// Commits the holds where they differ from what stands there.
  plan::Result finish() {
    plan::Draft draft(tree_);
    write_holds(draft, environment_.name, std::move(holds_));
    auto edits = draft.edits();
    if (!edits.empty()) {
      result_.plans.push_back(environment_commit(config_, snapshot_, std::move(edits), {record_}));
    }
    return std::move(result_);
  }

 private:
  /// The same wish of the same person, whenever it was made.
  [[nodiscard]] const Hold* standing(const Hold& wish) const {
    const auto found = std::find_if(holds_.begin(), holds_.end(), [&](const Hold& each) {
      return each.service == wish.service && each.version == wish.version &&
             each.reason == wish.reason && each.until == wish.until && each.by == wish.by &&
             !each.by_rollback && !is_expired(each, request_.operation.time);
    });
    return found == holds_.end() ? nullptr : &*found;
  }

  void tell(const Hold& hold, std::string_view is) {
    const std::string service = hold.service ? *hold.service + " in " : "";
    result_.notes.push_back(
        fmt::format("{}{} {} {}.", service, environment_.name, is, describe(hold)));
  }

  /// Gives the reason why nothing is to be done; empty where the hold was added.
  std::string wish_for(const std::optional<std::string>& service,
                       const std::optional<std::string>& version) {
    Hold wish = new_hold(request_.operation, service, version, request_.reason, request_.until);
    if (const Hold* same = standing(wish)) return fmt::format("{} already.", describe(*same));
    tell(wish, "is");
    record_.holds.push_back(wish.id);
    result_.added_holds.push_back(wish);
    holds_.push_back(std::move(wish));
    return {};
  }

  void add_freeze() {
    const std::string reason = wish_for(std::nullopt, std::nullopt);
    for (const config::Service& service : config_.services) {
      if (runs_in(service, environment_)) report(service, reason);
    }
  }

  void add_to(const config::Service& service) {
    if (runs_in(service, environment_)) {
      return report(service, wish_for(service.name, version_of(service)));
    }
    plan::ServiceOutcome outcome = outcome_of(service);
    outcome.status = plan::Status::absent;
    outcome.reason = fmt::format("relctl.yaml does not let it run in {}.", environment_.name);
    result_.services.push_back(std::move(outcome));
  }

  /// Tells what became of a service; with a `reason` nothing did.
  void report(const config::Service& service, const std::string& reason) {
    plan::ServiceOutcome outcome = outcome_of(service);
    outcome.version = version_of(service);
    outcome.reason = reason;
    if (!reason.empty()) outcome.status = plan::Status::unchanged;
    if (reason.empty()) add_service(record_, outcome);
    result_.services.push_back(std::move(outcome));
  }

  void let_go(const config::Service& service, const std::vector<Hold>& lifted) {
    const bool is_lifted = std::any_of(lifted.begin(), lifted.end(), [&](const Hold& hold) {
      return hold.service ? hold.service == service.name : runs_in(service, environment_);
    });
    const auto left = holds_on(holds_, service.name, request_.operation.time);
    if (is_lifted) {
      report(service, {});
      if (left.empty()) return;
      return result_.notes.push_back(
          fmt::format("{} in {} stays {}.", service.name, environment_.name, describe(left)));
    }
    if (!is_named(request_.services, service)) return;
    report(service, fmt::format("nothing holds it in {}.", environment_.name));
    if (left.empty()) return;
    plan::ServiceOutcome& outcome = result_.services.back();
    outcome.status = plan::Status::held;
    outcome.reason =
        fmt::format("{}. {} lets it go.", describe(left),
                    unhold_commands(environment_.name, holds_, left, snapshot_.fetched));
  }

  plan::ServiceOutcome outcome_of(const config::Service& service) {
    plan::ServiceOutcome outcome;
    outcome.name = service.name;
    outcome.environment = environment_.name;
    outcome.named = is_named(request_.services, service);
    outcome.moves = false;
    outcome.is_kept = !holds_on(holds_, service.name, request_.operation.time).empty();
    return outcome;
  }

  std::optional<std::string> version_of(const config::Service& service) {
    return running(reader_.read(service), environment_, service,
                   plan::place_of(environment_, snapshot_))
        .version;
  }

  const config::Config& config_;
  const plan::Snapshot& snapshot_;
  const plan::HoldRequest& request_;
  const config::Environment& environment_;
  std::shared_ptr<const Tree> tree_;
  EnvironmentReader reader_;
  record::Record record_;
  std::vector<Hold> holds_;
  plan::Result result_;
};

}  // namespace

plan::Result hold(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::HoldRequest& request) {
  for (const std::string& name : request.services)
    config::service(config, name);
  HoldsEdit edit("hold", config, snapshot, request);
  edit.add();
  return edit.finish();
}

plan::Result unhold(const config::Config& config, const plan::Snapshot& snapshot,
                    const plan::HoldRequest& request) {
  for (const std::string& name : request.services)
    config::service(config, name);
  HoldsEdit edit("unhold", config, snapshot, request);
  edit.lift();
  return edit.finish();
}

Hold new_hold(const plan::Operation& operation, const std::optional<std::string>& service,
              const std::optional<std::string>& version, const std::optional<std::string>& reason,
              const std::optional<std::string>& until) {
  constexpr std::size_t digits = 8;
  Hold hold;
  hold.id = operation.id.substr(0, digits) + (service ? "-" + *service : "");
  hold.service = service;
  hold.version = version;
  hold.reason = reason;
  hold.until = until;
  hold.since = record::write_date({operation.time, operation.offset});
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

void keep_rolled_back(std::vector<Hold>& holds, const RolledBack& back,
                      plan::ServiceOutcome& outcome, record::Record& record, plan::Result& result) {
  const plan::RollbackRequest& request = back.request;
  const auto own = std::stable_partition(holds.begin(), holds.end(), [&](const Hold& hold) {
    return !hold.by_rollback || hold.service != outcome.name;
  });
  result.lifted_holds.insert(result.lifted_holds.end(), own, holds.end());
  holds.erase(own, holds.end());
  const std::string reason = request.reason.value_or(
      request.manifests ? "its manifests were rolled back" : "rolled back from " + back.before);
  Hold hold = new_hold(request.operation, outcome.name, outcome.version, reason, request.until);
  hold.by_rollback = true;
  holds.push_back(hold);
  outcome.is_kept = true;
  record.holds.push_back(hold.id);
  const auto all = holds_on(holds, outcome.name, request.operation.time);
  result.notes.push_back(fmt::format("{} is held{} in {} until {}.", outcome.name,
                                     outcome.version ? " at " + *outcome.version : "",
                                     request.environment,
                                     unhold_commands(request.environment, holds, all, back.push)));
  if (all.size() > 1) {
    result.notes.push_back(
        fmt::format("{} in {} is {}.", outcome.name, request.environment, describe(all)));
  }
  result.added_holds.push_back(std::move(hold));
}

}  // namespace relctl::deploy
