// SPDX-License-Identifier: MIT
#include "deploy/environment_commit.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "plan/place.hpp"
#include "plan/ref_names.hpp"
#include "record/messages.hpp"

namespace relctl::deploy {

record::Record environment_record(const std::string& name, const plan::Operation& operation,
                                  const std::string& environment) {
  record::Record record = record::new_record(name, operation);
  record.environment = environment;
  return record;
}

void add_service(record::Record& record, const plan::ServiceOutcome& outcome) {
  if (outcome.version) {
    record.services.push_back({outcome.name, *outcome.version, outcome.previous});
  }
  for (const plan::ImageOutcome& image : outcome.images) {
    record.images.push_back({*record.environment, image.name, image.tag, image.digest});
  }
}

plan::Plan commit_on_tip(const plan::Snapshot& snapshot, std::vector<plan::FileEdit> edits,
                         std::string message) {
  if (snapshot.branch.empty()) {
    throw Error(ErrorKind::usage, "no branch is checked out, so it is not clear which one to write")
        .hint("name it with --branch");
  }
  plan::Plan plan = plan::commit_on(plan::tip_of(snapshot), std::move(edits), std::move(message));
  plan.refs.push_back({plan::branch_ref(snapshot.branch), snapshot.tip, plan::Created{0}});
  return plan;
}

plan::Plan environment_commit(const config::Config& config, const plan::Snapshot& snapshot,
                              std::vector<plan::FileEdit> edits,
                              const std::vector<record::Record>& records) {
  return commit_on_tip(snapshot, std::move(edits), record::environment_message(config, records));
}

bool is_named(const std::vector<std::string>& names, const config::Service& service) {
  return std::find(names.begin(), names.end(), service.name) != names.end();
}

}  // namespace relctl::deploy
