// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/done.hpp"
#include "report/visible.hpp"

namespace relctl::report {
namespace {

std::size_t count_environments(const std::vector<plan::ServiceOutcome>& services) {
  std::set<std::string> names;
  for (const plan::ServiceOutcome& service : services) {
    if (service.environment) names.insert(*service.environment);
  }
  return names.size();
}

bool is_answered(const Done& done, const plan::ServiceOutcome& service) {
  const bool counts = service.status == plan::Status::done || done.at.contains(service.name);
  return counts && service.version.has_value();
}

nlohmann::ordered_json image_json(const plan::ImageOutcome& image) {
  nlohmann::ordered_json json;
  json["name"] = image.name;
  json["tag"] = image.tag;
  json["digest"] = image.digest ? nlohmann::ordered_json(*image.digest) : nullptr;
  return json;
}

nlohmann::ordered_json manifests_json(const plan::ManifestsOutcome& manifests) {
  nlohmann::ordered_json json;
  json["environment"] = manifests.environment;
  json["path"] = manifests.path;
  json["previous"] = nullptr;
  if (manifests.previous) json["previous"] = manifests.previous->hex();
  json["revision"] = manifests.revision.hex();
  json["added"] = manifests.added;
  json["changed"] = manifests.changed;
  json["removed"] = manifests.removed;
  return json;
}

nlohmann::ordered_json outcome_json(const plan::ServiceOutcome& service, bool dry_run) {
  nlohmann::ordered_json json;
  json["name"] = service.name;
  if (service.environment) json["environment"] = *service.environment;
  json["status"] = plan::to_string(service.status);
  json["released"] = service.status == plan::Status::done && service.moves && !dry_run;
  json["previous"] = or_null(service.previous);
  json["version"] = or_null(service.version);
  json["tag"] = or_null(service.tag);
  json["superseded"] = service.status == plan::Status::superseded;
  json["held"] = service.status == plan::Status::held || service.is_kept;
  json["images"] = nlohmann::ordered_json::array();
  for (const plan::ImageOutcome& image : service.images)
    json["images"].push_back(image_json(image));
  if (!service.reason.empty()) json["reason"] = service.reason;
  return json;
}

}  // namespace

std::string answer(const Done& done) {
  const bool several_environments = count_environments(done.result.services) > 1;
  std::string text;
  for (const plan::ServiceOutcome& service : done.result.services) {
    if (!is_answered(done, service)) continue;
    if (several_environments) text += visible(service.environment.value_or("-")) + ' ';
    if (!done.one_service) text += visible(service.name) + ' ';
    text += visible(*service.version) + '\n';
  }
  return text;
}

nlohmann::ordered_json to_json(const Done& done) {
  nlohmann::ordered_json json;
  json["services"] = nlohmann::ordered_json::array();
  for (const plan::ServiceOutcome& service : done.result.services) {
    json["services"].push_back(outcome_json(service, done.dry_run));
  }
  for (const plan::ManifestsOutcome& manifests : done.result.manifests)
    json["manifests"].push_back(manifests_json(manifests));
  json["commit"] = or_null(done.commit);
  json["pushed"] = done.pushed;
  json["attempts"] = done.attempts;
  json["files"] = changed_files(done.result);
  json["includes"] = done.result.includes;
  const auto& [added, lifted] = std::tie(done.result.added_holds, done.result.lifted_holds);
  if (!added.empty() || !lifted.empty()) {
    json["holds"] = {{"added", holds_json(added)}, {"lifted", holds_json(lifted)}};
  }
  return json;
}

nlohmann::ordered_json or_null(const std::optional<std::string>& text) {
  return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json(nullptr);
}

std::string json_text(const nlohmann::ordered_json& json) {
  constexpr int indentation = 2;
  return json.dump(indentation, ' ', false, nlohmann::ordered_json::error_handler_t::replace) +
         '\n';
}

nlohmann::ordered_json holds_json(const std::vector<plan::Hold>& holds) {
  auto json = nlohmann::ordered_json::array();
  for (const plan::Hold& hold : holds) {
    json.push_back({{"id", hold.id},
                    {"service", or_null(hold.service)},
                    {"version", or_null(hold.version)},
                    {"reason", or_null(hold.reason)},
                    {"until", or_null(hold.until)},
                    {"since", hold.since},
                    {"by", hold.by},
                    {"rollback", hold.by_rollback}});
  }
  return json;
}

std::vector<std::string> changed_files(const plan::Result& result) {
  std::set<std::string> files;
  if (result.earlier) files.insert(result.earlier->files.begin(), result.earlier->files.end());
  for (const plan::Plan& plan : result.plans) {
    for (const plan::FileEdit& edit : plan.edits)
      files.insert(edit.path);
  }
  return {files.begin(), files.end()};
}

}  // namespace relctl::report
