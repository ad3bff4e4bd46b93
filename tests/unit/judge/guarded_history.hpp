// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "judge/guard.hpp"
#include "plan/sample.hpp"
#include "record/trailers.hpp"

namespace relctl::judge {
using namespace plan;

inline constexpr const char* guarded =
    "  - {name: production, path: deploy/production, carry: [limits.yaml, {path: app.yaml, keys: "
    "[spec.replicas]}]}\n"
    "generated: [deploy]\n";
inline const std::string dev = "deploy/dev/kustomization.yaml";
inline const std::string staging = "deploy/staging/kustomization.yaml";
inline const std::string production = "deploy/production/kustomization.yaml";
inline const std::string digest = "sha256:" + std::string(64, 'a');

inline std::string config_text(const std::string& more = guarded) {
  return "format: 1\n"
         "services:\n"
         "  sample:\n"
         "    version_files: [VERSION]\n"
         "    images: [ghcr.io/acme/sample]\n"
         "environments:\n"
         "  - {name: dev, path: deploy/dev}\n"
         "  - {name: staging, path: deploy/staging}\n" +
         more;
}

inline Files start() {
  return {{"VERSION", "1.0.0\n"},
          {"relctl.yaml", config_text()},
          {"main.cpp", "int main() {}"},
          {dev, kustomization("1.0.0")},
          {staging, kustomization("0.9.0")},
          {production, kustomization("0.8.0")},
          {"deploy/dev/app.yaml", "spec:\n  replicas: 2\n"},
          {"deploy/production/app.yaml", "spec:\n  replicas: 1\n"}};
}

/// Commits on commits; every one is judged but the first.
class GuardedHistory {
 public:
  explicit GuardedHistory(const Files& files = start()) { tip = add("first", {}, files); }

  ObjectId add(const std::string& message, const std::vector<ObjectId>& parents,
               const Files& files) {
    files_ = files;
    tip = repository.commit(message, parents, files);
    if (base.is_zero()) base = tip;
    return tip;
  }
  ObjectId change(const Files& changes, const std::string& message = "change") {
    Files files = files_;
    for (const auto& [path, content] : changes) {
      if (content == "-") files.erase(path);
      if (content != "-") files[path] = content;
    }
    return add(message, {tip}, files);
  }

  Judgement judge(bool allow_config = false) const {
    return guard(config::parse(config_text(), "relctl.yaml"), *repository.history,
                 {base, tip, {base}, repository.tags, allow_config});
  }

  Repository repository;
  ObjectId base;
  ObjectId tip;

 private:
  Files files_;
};

/// When the operation of operation_message() was made, as holds write it. `minute` has two digits.
inline std::string operation_date(const std::string& minute = "00") {
  return "2026-11-23T09:" + minute + ":00+00:00";
}

/// The message of a hold or unhold in `environment`; `services` have versions.
inline std::string operation_message(const std::string& operation, const std::string& environment,
                                     const std::vector<record::ServiceRecord>& services = {},
                                     const std::string& minute = "00") {
  record::Record record;
  record.operation = operation;
  record.id = std::string(32, 'a');
  record.environment = environment;
  record.services = services;
  record.time = 1'795'424'400 + 60 * std::stoi(minute);
  record.tool = "0.1.0";
  return "chore: " + operation + "\n\n" + record::write_trailers(record);
}

inline std::string faults(const Judgement& judgement) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text += finding.path + '|' + finding.field + '|' + finding.what + '\n';
  }
  return text;
}

}  // namespace relctl::judge
