// SPDX-License-Identifier: MIT
#include "plan/generate.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "plan/adopted.hpp"
#include "plan/deploy.hpp"
#include "plan/environment_commit.hpp"
#include "plan/generated.hpp"
#include "plan/place.hpp"
#include "plan/territory.hpp"
#include "tree/memory_tree.hpp"
#include "tree/path.hpp"
#include "tree/tree.hpp"

namespace relctl::plan {
namespace {

std::vector<const config::Environment*> wanted(const config::Config& config,
                                               const Snapshot& snapshot,
                                               const GenerateRequest& request) {
  std::vector<const config::Environment*> environments;
  for (const std::string& name : request.environments) {
    const config::Environment& environment = config::environment(config, name);
    if (!environment.source) {
      throw Error(ErrorKind::usage, fmt::format("{} is not generated: it has no `source`", name))
          .hint("its files are made by people; `relctl adopt` records them");
    }
    if (!is_on_target(environment, snapshot)) {
      throw Error(ErrorKind::usage,
                  fmt::format("{} is on another branch or in another repository", name))
          .hint("check that branch out, and run this there");
    }
    environments.push_back(&environment);
  }
  if (!environments.empty()) return environments;
  for (const config::Environment& environment : config.environments) {
    if (environment.source && is_on_target(environment, snapshot)) {
      environments.push_back(&environment);
    }
  }
  return environments;
}

void write(Draft& draft, const config::Config& config, const config::Environment& environment) {
  for (const config::Service& service : config.services) {
    if (!runs_in(service, environment)) continue;
    const Deployed now = read_environment(draft, environment, service);
    write_generated(draft, path_of(environment, service),
                    config::expand(*environment.source, service.name, environment.name),
                    now.images);
  }
}

Plan commit_of(const Snapshot& snapshot, const Draft& draft, const Operation& operation,
               const std::string& name, const std::string& subject) {
  if (snapshot.branch.empty()) {
    throw Error(ErrorKind::usage, "no branch is checked out, so it is not clear which one to write")
        .hint("name it with --branch");
  }
  Record record;
  record.operation = name;
  record.id = operation.id;
  record.time = operation.time;
  record.offset = operation.offset;
  record.key = operation.key;
  record.tool = operation.tool;
  Plan plan;
  plan.parents = {tip_of(snapshot)};
  plan.base = tip_of(snapshot);
  plan.edits = draft.edits();
  plan.message = subject + "\n\n" + write_trailers(record);
  plan.refs.push_back({"refs/heads/" + snapshot.branch, snapshot.tip, Created{0}});
  return plan;
}

/// The files at or below `path` of the tree.
void add_files(const Tree& tree, const std::string& path, std::vector<std::string>& files) {
  const auto entry = path == "." ? std::nullopt : tree.find(path);
  if (path != "." && !entry) return;
  if (entry && entry->mode != Mode::directory) {
    files.push_back(path);
    return;
  }
  for (const Entry& each : tree.list(path == "." ? "" : path))
    add_files(tree, join_path(path == "." ? "" : path, each.name), files);
}

std::string text_on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// What becomes of the list of adopted content.
std::vector<Adopted> adopted_after(const Tree& tree, const Territory& territory,
                                   const AdoptRequest& request) {
  std::map<std::string, std::optional<std::string>> contents;
  std::vector<std::string> committed;
  add_files(tree, request.path, committed);
  for (const std::string& path : committed)
    contents[path] = std::nullopt;
  for (const FileContent& file : request.files)
    contents[file.path] = file.content;
  std::vector<Adopted> list = read_adopted(tree);
  bool any = false;
  for (const auto& [path, text] : contents) {
    if (!territory.is_guarded(path) || is_below(path, ".relctl")) continue;
    any = true;
    Adopted item = adopt(path, text, territory.rights(path).owned());
    if (request.reason) item.reason = text_on_one_line(*request.reason);
    const auto same = [&](const Adopted& each) {
      return each.path == item.path && each.content == item.content && each.images == item.images;
    };
    if (std::none_of(list.begin(), list.end(), same)) list.push_back(std::move(item));
  }
  if (any) return list;
  throw Error(ErrorKind::usage,
              fmt::format("no file at {} is below a generated path", request.path))
      .hint("`generated` in relctl.yaml lists these paths");
}

}  // namespace

Result generate(const config::Config& config, const Snapshot& snapshot,
                const GenerateRequest& request) {
  Draft draft(snapshot.history->tree(tip_of(snapshot)));
  const auto environments = wanted(config, snapshot, request);
  for (const config::Environment* environment : environments)
    write(draft, config, *environment);
  Result result;
  if (environments.empty()) result.notes.emplace_back("No environment here has a `source`.");
  if (draft.edits().empty()) return result;
  std::string names;
  for (const config::Environment* environment : environments)
    names += (names.empty() ? "" : ", ") + environment->name;
  result.plans.push_back(
      commit_of(snapshot, draft, request.operation, "generate", "chore(generate): " + names));
  return result;
}

Result adopt(const config::Config& config, const Snapshot& snapshot, const AdoptRequest& request) {
  const Territory territory(config);
  Draft draft(snapshot.history->tree(tip_of(snapshot)));
  const auto list = adopted_after(draft, territory, request);
  Result result;
  if (list != read_adopted(draft)) write_adopted(draft, list);
  if (draft.edits().empty()) {
    result.notes.push_back(fmt::format("{} was adopted already.", request.path));
    return result;
  }
  result.plans.push_back(
      commit_of(snapshot, draft, request.operation, "adopt",
                "chore(adopt): " + request.path +
                    (request.reason ? "\n\nReason: " + text_on_one_line(*request.reason) : "")));
  return result;
}

}  // namespace relctl::plan
