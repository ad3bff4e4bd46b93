// SPDX-License-Identifier: MIT
#include "deploy/environment_commit.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "plan/place.hpp"
#include "record/messages.hpp"

namespace relctl::deploy {

record::Record environment_record(const std::string& name, const plan::Operation& operation,
                                  const std::string& environment) {
  record::Record record;
  record.operation = name;
  record.id = operation.id;
  record.environment = environment;
  record.time = operation.time;
  record.offset = operation.offset;
  record.key = operation.key;
  record.tool = operation.tool;
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

plan::Plan environment_commit(const config::Config& config, const plan::Snapshot& snapshot,
                              std::vector<plan::FileEdit> edits,
                              const std::vector<record::Record>& records) {
  if (snapshot.branch.empty()) {
    throw Error(ErrorKind::usage, "no branch is checked out, so it is not clear which one to write")
        .hint("name it with --branch");
  }
  plan::Plan plan;
  plan.parents = {plan::tip_of(snapshot)};
  plan.base = plan::tip_of(snapshot);
  plan.edits = std::move(edits);
  plan.message = record::environment_message(config, records);
  plan.refs.push_back({"refs/heads/" + snapshot.branch, snapshot.tip, plan::Created{0}});
  return plan;
}

std::vector<const config::Service*> named_services(const config::Config& config,
                                                   const std::vector<std::string>& names) {
  for (const std::string& name : names)
    config::service(config, name);
  std::vector<const config::Service*> services;
  for (const config::Service& service : config.services) {
    if (names.empty() || is_named(names, service)) services.push_back(&service);
  }
  return services;
}

bool is_named(const std::vector<std::string>& names, const config::Service& service) {
  return std::find(names.begin(), names.end(), service.name) != names.end();
}

}  // namespace relctl::deploy
