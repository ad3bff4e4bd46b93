// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/fake_history.hpp"
#include "plan/plan.hpp"
#include "plan/request.hpp"
#include "plan/snapshot.hpp"
#include "record/trailers.hpp"

namespace relctl::plan {

/// Relctl.yaml of a repository with one service and one environment.
inline config::Config sample_config(const std::string& more = "") {
  return config::parse(
      "format: 1\n"
      "services:\n"
      "  sample:\n"
      "    version_files: [VERSION]\n"
      "    images: [ghcr.io/acme/sample]\n"
      "environments:\n"
      "  - {name: dev, path: deploy/dev}\n"
      "  - {name: staging, path: deploy/staging}\n" +
          more,
      "relctl.yaml");
}

inline std::string kustomization(const std::string& tag) {
  return "resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: " + tag + "\n";
}

/// The manifest that a kustomization() refers to, as app.yaml beside it.
inline std::string app_manifest() {
  return "apiVersion: v1\nkind: Pod\nmetadata: {name: sample}\n"
         "spec: {containers: [{name: sample, image: ghcr.io/acme/sample}]}\n";
}

inline Files sample_files(const std::string& version, const std::string& source = "int main() {}") {
  return {{"VERSION", version + "\n"},
          {"main.cpp", source},
          {"deploy/dev/app.yaml", app_manifest()},
          {"deploy/dev/kustomization.yaml", kustomization(version)},
          {"deploy/staging/app.yaml", app_manifest()},
          {"deploy/staging/kustomization.yaml", kustomization("0.9.0")}};
}

/// A repository that a test grows: commits, tags, one branch.
class Repository {
 public:
  ObjectId commit(const std::string& message, const std::vector<ObjectId>& parents,
                  const Files& files) {
    return history->add(message, parents, files);
  }

  void tag(const std::string& name, const ObjectId& commit) {
    tags.push_back({name, commit, commit, true});
  }

  [[nodiscard]] Snapshot snapshot(const ObjectId& source, const ObjectId& tip) const {
    Snapshot snapshot;
    snapshot.history = history;
    snapshot.source = source;
    snapshot.branch = "main";
    snapshot.default_branch = "main";
    snapshot.tip = tip;
    snapshot.tags = tags;
    snapshot.fetched = true;
    return snapshot;
  }
  [[nodiscard]] Snapshot snapshot(const ObjectId& source) const { return snapshot(source, source); }

  /// Carries plans out as apply() does; gives the commits made.
  std::vector<ObjectId> apply(const std::vector<Plan>& plans);

  std::shared_ptr<FakeHistory> history = std::make_shared<FakeHistory>();
  std::vector<Tag> tags;
};

inline std::vector<ObjectId> Repository::apply(const std::vector<Plan>& plans) {
  std::vector<ObjectId> made;
  const auto resolve = [&made](const CommitRef& ref) {
    const auto* created = std::get_if<Created>(&ref);
    return created != nullptr ? made.at(created->plan) : std::get<ObjectId>(ref);
  };
  for (const Plan& plan : plans) {
    ObjectId commit;
    if (plan.message) {
      auto draft = std::make_shared<Draft>(history->tree(resolve(*plan.base)));
      for (const FileEdit& edit : plan.edits) {
        if (edit.after) draft->write(edit.path, *edit.after);
        if (!edit.after) draft->remove(edit.path);
      }
      std::vector<ObjectId> parents;
      for (const CommitRef& parent : plan.parents)
        parents.push_back(resolve(parent));
      commit = history->add(*plan.message, parents, draft);
    }
    made.push_back(commit);
    for (const NewTag& tag : plan.tags) {
      tags.push_back({tag.name, history->add_tag(tag.message), resolve(tag.target), true});
    }
  }
  return made;
}

inline BumpRequest request(const std::string& level = "patch") {
  BumpRequest request;
  request.operation.id = std::string(32, 'c');
  request.operation.identity = {"Ada", "ada@example.com"};
  request.operation.time = 1'767'225'599;
  request.operation.tool = "0.1.0";
  request.level = level;
  return request;
}

/// The bytes that a plan gives a file; empty when it does not touch it.
inline std::string after(const Plan& plan, const std::string& path) {
  for (const FileEdit& edit : plan.edits) {
    if (edit.path == path) return edit.after.value_or("(deleted)");
  }
  return {};
}

inline std::vector<std::string> edited(const Plan& plan) {
  std::vector<std::string> paths;
  for (const FileEdit& edit : plan.edits)
    paths.push_back(edit.path);
  return paths;
}

}  // namespace relctl::plan
