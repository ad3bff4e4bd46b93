// SPDX-License-Identifier: MIT
#include "judge/generate.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/generated.hpp"
#include "deploy/hand_edits.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "judge/adopted.hpp"
#include "judge/territory.hpp"
#include "plan/place.hpp"
#include "tree/memory_tree.hpp"
#include "tree/path.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {
namespace {

bool is_generated(const config::Environment& environment) {
  return environment.source || environment.render;
}

/// A branch of rendered environments has nothing to render anything from.
bool has_source(const config::Config& config, const config::Environment& environment,
                const plan::Snapshot& snapshot) {
  if (!environment.render || snapshot.origin) return true;
  if (environment.branch) return environment.branch == snapshot.default_branch;
  const auto& all = config.environments;
  return std::none_of(all.begin(), all.end(), [&](const config::Environment& each) {
    return each.render && each.branch == snapshot.branch && each.branch != snapshot.default_branch;
  });
}

std::vector<const config::Environment*> wanted(const config::Config& config,
                                               const plan::Snapshot& snapshot,
                                               const GenerateRequest& request) {
  std::vector<const config::Environment*> environments;
  for (const std::string& name : request.environments) {
    const config::Environment& environment = config::environment(config, name);
    if (!is_generated(environment)) {
      throw Error(ErrorKind::usage,
                  fmt::format("{} is not generated: it has no `render` or `source`", name))
          .hint("its files are made by people; `relctl adopt` records them");
    }
    if (!plan::is_on_target(environment, snapshot)) {
      throw Error(ErrorKind::usage,
                  fmt::format("{} is on another branch or in another repository", name))
          .hint("check that branch out, and run this there");
    }
    environments.push_back(&environment);
  }
  if (!environments.empty()) return environments;
  for (const config::Environment& environment : config.environments) {
    if (is_generated(environment) && plan::is_on_target(environment, snapshot) &&
        has_source(config, environment, snapshot)) {
      environments.push_back(&environment);
    }
  }
  return environments;
}

void write(plan::Draft& draft, const config::Config& config,
           const config::Environment& environment) {
  for (const config::Service& service : config.services) {
    if (!deploy::runs_in(service, environment)) continue;
    const deploy::Deployed now = deploy::read_environment(draft, environment, service);
    deploy::write_generated(draft, deploy::path_of(environment, service),
                            config::expand(*environment.source, service.name, environment.name),
                            now.images);
  }
}

/// The commit that `target` is rendered from: the tip for an environment that nothing comes before,
/// else the one it names.
ObjectId revision_for(const Tree& tree, const plan::Snapshot& origin,
                      const deploy::RenderTarget& target, plan::Result& result) {
  const config::Environment& environment = *target.environment;
  const ObjectId tip = plan::tip_of(origin);
  if (environment.after.empty()) return tip;
  const auto now = deploy::read_rendered(tree, target.path, environment.render->keep);
  if (now) return now->revision;
  result.notes.push_back(fmt::format("{} is rendered for the first time, from {}, the tip.",
                                     target.path, tip.short_hex()));
  return tip;
}

/// Renders the paths of one environment into a draft.
class Renderer {
 public:
  Renderer(const plan::Snapshot& snapshot, const GenerateRequest& request, plan::Draft& draft,
           plan::Result& result)
      : snapshot_(snapshot),
        origin_(plan::origin_of(snapshot)),
        request_(request),
        draft_(draft),
        result_(result) {}

  void render(const config::Config& config, const config::Environment& environment) {
    for (const deploy::RenderTarget& target : deploy::render_targets(config, environment)) {
      if (const auto hold = deploy::hold_on(draft_, target, request_.operation.time)) {
        result_.notes.push_back(fmt::format("{} stays as it is: {} is {}.", target.path,
                                            hold->service.value_or("everything"),
                                            deploy::describe(*hold)));
      } else {
        render(target);
      }
    }
  }

 private:
  void render(const deploy::RenderTarget& target) {
    const ObjectId revision = revision_for(draft_, origin_, target, result_);
    const auto source = origin_.history->tree(revision);
    if (!request_.drop_override && keeps_edits(target, *source, revision)) return;
    const auto change = deploy::rerender(draft_, *source, revision, target, {}, request_.removable);
    if (!change.is_written) return;
    result_.notes.push_back(deploy::describe(change, target.environment->name));
    result_.manifests.push_back(deploy::outcome_of(change, target.environment->name, target.path));
  }

  /// What somebody answers for stays as long as the path renders from the same files. Throws
  /// Error(conflict) where it does not.
  bool keeps_edits(const deploy::RenderTarget& target, const Tree& source,
                   const ObjectId& revision) {
    const auto now = memory_.read(draft_, target);
    if (!now) return false;
    const auto edits = deploy::hand_edits(origin_, target, *now, memory_);
    const plan::Place place{snapshot_.history, snapshot_.branch, plan::tip_of(snapshot_)};
    if (edits.empty() || !deploy::is_answered_for(place, target.path)) return false;
    const auto next = memory_.render(source, revision, target, now->images);
    if (!next || next->path.inputs != now->inputs)
      throw deploy::undone_edits("generate", target, edits);
    result_.notes.push_back(
        fmt::format("{} stays as it was edited by hand: {}.", target.path, fmt::join(edits, ", ")));
    return true;
  }

  const plan::Snapshot& snapshot_;
  const plan::Snapshot& origin_;  ///< of what is rendered
  const GenerateRequest& request_;
  plan::Draft& draft_;
  plan::Result& result_;
  deploy::RenderMemory memory_;
};

plan::Plan commit_of(const plan::Snapshot& snapshot, const plan::Draft& draft,
                     const plan::Operation& operation, const std::string& name,
                     const std::string& subject) {
  const record::Record record = record::new_record(name, operation);
  return deploy::commit_on_tip(snapshot, draft.edits(),
                               subject + "\n\n" + record::write_trailers(record));
}

/// The files at or below `path` of the tree.
void add_files(const Tree& tree, const std::string& path, std::vector<std::string>& files) {
  const auto entry = tree.find(path);
  if (!path.empty() && !entry) return;
  if (entry && entry->mode != Mode::directory) {
    files.push_back(path);
    return;
  }
  for (const Entry& each : tree.list(path))
    add_files(tree, join_path(path, each.name), files);
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

plan::Result generate(const config::Config& config, const plan::Snapshot& snapshot,
                      const GenerateRequest& request) {
  plan::Draft draft(snapshot.history->tree(plan::tip_of(snapshot)));
  const auto environments = wanted(config, snapshot, request);
  plan::Result result;
  std::string names;
  for (const config::Environment* environment : environments) {
    const std::size_t before = draft.edits().size();
    if (environment->source) write(draft, config, *environment);
    if (environment->render)
      Renderer(snapshot, request, draft, result).render(config, *environment);
    if (draft.edits().size() == before) continue;
    names += (names.empty() ? "" : ", ") + environment->name;
  }
  if (environments.empty()) {
    result.notes.emplace_back("No environment here has `render` or `source`.");
  }
  if (draft.edits().empty()) return result;
  result.plans.push_back(
      commit_of(snapshot, draft, request.operation, "generate", "chore(generate): " + names));
  return result;
}

plan::Result adopt(const config::Config& config, const plan::Snapshot& snapshot,
                   const AdoptRequest& request) {
  const Territory territory(config);
  plan::Draft draft(snapshot.history->tree(plan::tip_of(snapshot)));
  const auto list = adopted_after(draft, territory, request);
  plan::Result result;
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

}  // namespace relctl::judge
