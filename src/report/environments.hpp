// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "deploy/environment_history.hpp"
#include "report/style.hpp"
#include "status/status.hpp"

namespace relctl::report {

/// `status` as a table, a line for each service in each environment, and what else is to be said.
std::string to_text(const std::vector<status::EnvironmentStatus>& status, const Style& style);

/// `status` for programs: {environments: [{name, reached, services, manifests, holds,
/// expired_holds, unknown_images, built, not_built, workloads, overrides}]}.
nlohmann::ordered_json to_json(const std::vector<status::EnvironmentStatus>& status);

/// Which image each workload of an environment gets: [{workload, image, tag, digest}].
nlohmann::ordered_json workloads_json(const deploy::PathImages& images);

/// The same for people, a line each, indented; then the folders that cannot be built, and why.
std::string workloads_text(const deploy::PathImages& images);

/// `history` as a table, the newest version of each service first.
std::string to_text(const std::vector<deploy::ServiceHistory>& history, const Style& style);

/// `history` for programs: {services: [{name, versions}]}.
nlohmann::ordered_json to_json(const std::vector<deploy::ServiceHistory>& history);

/// A difference between two environments.
struct ServiceDifference {
  std::string service;
  std::string before;  ///< what the first environment runs, in words
  std::string after;
  std::vector<plan::Commit> commits;  ///< between the two versions, newest first
};

/// `diff ENV ENV` for people.
std::string to_text(const std::vector<ServiceDifference>& differences, const Style& style);

/// `diff ENV ENV` for programs: {services: [{name, before, after, commits}]}.
nlohmann::ordered_json to_json(const std::vector<ServiceDifference>& differences);

}  // namespace relctl::report
