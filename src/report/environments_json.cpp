// SPDX-License-Identifier: MIT
#include <nlohmann/json.hpp>

#include "record/trailers.hpp"
#include "report/done.hpp"
#include "report/environments.hpp"

namespace relctl::report {
namespace {

using Json = nlohmann::ordered_json;

std::string kind_name(deploy::Running::Kind kind) {
  if (kind == deploy::Running::Kind::known) return "known";
  return kind == deploy::Running::Kind::mixed ? "mixed" : "unknown";
}

Json commit_json(const std::optional<plan::Commit>& commit) {
  if (!commit) return nullptr;
  const std::string subject = commit->message.substr(0, commit->message.find_first_of("\r\n"));
  return {{"id", commit->id.hex()},
          {"time", commit->time},
          {"author", commit->author_name},
          {"subject", subject}};
}

Json manifests_json(const std::vector<status::ManifestsStatus>& paths) {
  Json result = Json::array();
  for (const status::ManifestsStatus& each : paths) {
    Json entry = {{"path", each.path}, {"revision", nullptr}, {"waiting", nullptr}};
    if (each.revision) entry["revision"] = each.revision->hex();
    if (each.waiting) {
      entry["waiting"] = {{"revision", each.waiting->revision.hex()},
                          {"objects", each.waiting->objects},
                          {"commits", each.waiting->commits}};
    }
    result.push_back(std::move(entry));
  }
  return result;
}

Json status_json(const status::ServiceStatus& service) {
  Json json = {{"name", service.name},
               {"state", kind_name(service.running.kind)},
               {"version", or_null(service.running.version)},
               {"versions", service.running.deployed.versions},
               {"since", commit_json(service.since)},
               {"operation", or_null(service.operation)},
               {"recorded", or_null(service.recorded)},
               {"drift", service.is_drift()},
               {"hold", service.holds.empty() ? Json(nullptr) : holds_json(service.holds).front()},
               {"waiting", nullptr}};
  if (service.waiting) {
    json["waiting"] = {{"version", service.waiting->version},
                       {"from", service.waiting->from},
                       {"commits", service.waiting->commits}};
  }
  return json;
}

}  // namespace

Json workloads_json(const deploy::PathImages& images) {
  Json workloads = Json::array();
  for (const deploy::RunningImage& each : images.images) {
    workloads.push_back({{"workload", each.workload},
                         {"image", each.image.name},
                         {"tag", or_null(each.image.tag)},
                         {"digest", or_null(each.image.digest)}});
  }
  return workloads;
}

Json to_json(const std::vector<status::EnvironmentStatus>& status) {
  Json environments = Json::array();
  for (const status::EnvironmentStatus& each : status) {
    Json services = Json::array();
    for (const status::ServiceStatus& service : each.services)
      services.push_back(status_json(service));
    Json overrides = Json::array();
    for (const plan::Commit& commit : each.overrides) {
      Json entry = commit_json(commit);
      entry["reason"] = record::told_overrides(commit.message);
      overrides.push_back(std::move(entry));
    }
    environments.push_back({{"name", each.name},
                            {"reached", each.is_reached},
                            {"unreached", each.unreached.empty() ? Json() : Json(each.unreached)},
                            {"services", services},
                            {"holds", holds_json(each.holds)},
                            {"expired_holds", holds_json(each.expired)},
                            {"unknown_images", each.unknown_images},
                            {"built", each.built.not_built.empty()},
                            {"not_built", each.built.not_built},
                            {"workloads", workloads_json(each.built)},
                            {"overrides", overrides}});
    if (!each.manifests.empty()) environments.back()["manifests"] = manifests_json(each.manifests);
  }
  return {{"environments", environments}};
}

Json to_json(const std::vector<deploy::ServiceHistory>& history) {
  Json services = Json::array();
  for (const deploy::ServiceHistory& service : history) {
    Json versions = Json::array();
    for (const deploy::PastVersion& past : service.versions) {
      versions.push_back({{"version", past.version.empty() ? Json(nullptr) : Json(past.version)},
                          {"commit", commit_json(past.commit)},
                          {"operation", or_null(past.operation)},
                          {"current", past.is_current},
                          {"rollback", past.is_next_back}});
      if (past.revision) versions.back()["revision"] = past.revision->hex();
    }
    services.push_back({{"name", service.service}, {"versions", versions}});
  }
  return {{"services", services}};
}

Json to_json(const std::vector<ServiceDifference>& differences) {
  Json services = Json::array();
  for (const ServiceDifference& each : differences) {
    Json commits = Json::array();
    for (const plan::Commit& commit : each.commits)
      commits.push_back(commit_json(commit));
    services.push_back({{"name", each.service},
                        {"before", each.before},
                        {"after", each.after},
                        {"commits", commits}});
  }
  return {{"services", services}};
}

}  // namespace relctl::report
