// SPDX-License-Identifier: MIT
#include "plan/branch_commit.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "plan/carry.hpp"
#include "plan/deploy.hpp"
#include "plan/environment_commit.hpp"
#include "plan/environment_message.hpp"
#include "plan/environment_reader.hpp"
#include "plan/holds.hpp"
#include "plan/place.hpp"
#include "plan/tree_changes.hpp"
#include "tree/path.hpp"

namespace relctl::plan {
namespace {

/// The commits that the tags of what is promoted name.
std::vector<ObjectId> promoted_commits(const Snapshot& snapshot,
                                       const std::vector<ServiceOutcome>& outcomes) {
  const std::vector<Tag>& tags = origin_of(snapshot).tags;
  std::vector<ObjectId> commits;
  for (const ServiceOutcome& outcome : outcomes) {
    if (outcome.status != Status::done || !outcome.tag) continue;
    const auto tag = std::find_if(tags.begin(), tags.end(),
                                  [&](const Tag& each) { return each.name == *outcome.tag; });
    if (tag != tags.end()) commits.push_back(tag->commit);
  }
  return commits;
}

/// The one of `commits` that has all others in its history.
ObjectId newest_of(const History& history, const std::vector<ObjectId>& commits) {
  for (const ObjectId& candidate : commits) {
    if (std::all_of(commits.begin(), commits.end(),
                    [&](const ObjectId& each) { return history.reaches(candidate, each); })) {
      return candidate;
    }
  }
  throw Error(ErrorKind::conflict, "the promoted releases are on lines that never met")
      .hint("promote the services one after the other, with --service");
}

/// The commit that the last promotion to the branch brought.
std::optional<ObjectId> last_promoted(const History& history, const ObjectId& tip,
                                      const std::string& environment) {
  for (std::optional<ObjectId> next = tip; next;) {
    const auto commits = history.first_parents(*next, 2);
    const Commit& commit = commits.front();
    for (const Record& record : read_records(commit.message)) {
      const bool is_own = record.operation == "promote" && record.environment == environment;
      if (is_own && commit.parents.size() == 2) return commit.parents.back();
    }
    next.reset();
    if (commits.size() > 1) next = commits.back().id;
  }
  return std::nullopt;
}

/// What the branch was like before people changed it.
std::shared_ptr<const Tree> untouched(const Snapshot& snapshot,
                                      const config::Environment& environment,
                                      const ObjectId& promoted) {
  const History& history = *snapshot.history;
  const ObjectId tip = tip_of(snapshot);
  if (const auto last = last_promoted(history, tip, environment.name)) return history.tree(*last);
  if (history.reaches(promoted, tip)) return history.tree(tip);
  throw Error(ErrorKind::conflict,
              fmt::format("{} has commits that the promoted one lacks, and no promotion tells what "
                          "people changed there",
                          snapshot.branch))
      .hint(fmt::format("merge {} into {} by hand once, then promote", promoted.short_hex(),
                        snapshot.branch));
}

bool is_plain(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  return !entry || entry->mode == Mode::file || entry->mode == Mode::executable;
}

std::optional<std::string> content(const Tree& tree, const std::string& path) {
  if (!tree.find(path)) return std::nullopt;
  return tree.read(path);
}

/// Writes the promoted tree's version of the environment: its manifests come from the promoted
/// commit, its versions from the branch.
class BranchTree {
 public:
  BranchTree(const config::Config& config, const config::Environment& environment,
             std::shared_ptr<const Tree> promoted)
      : config_(config), environment_(environment), draft_(std::move(promoted)) {}

  void write_versions(const std::shared_ptr<const Draft>& written) {
    EnvironmentReader reader(written, environment_);
    for (const config::Service& service : config_.services) {
      if (!runs_in(service, environment_)) continue;
      const Deployed state = reader.read(service);
      if (state.versions.empty()) continue;
      if (state.versions.size() > 1 || !state.others.empty()) {
        throw Error(ErrorKind::conflict,
                    fmt::format("{} runs different versions of {}: which one is to stay?",
                                environment_.name, service.name))
            .hint(fmt::format("relctl promote {} --service {} --to VERSION", environment_.name,
                              service.name));
      }
      carry(draft_, environment_, service, *written, path_of(environment_, service));
      write_environment(draft_, environment_, service, state.versions.front(), state.images);
    }
    const std::string holds = holds_path(environment_.name);
    put(holds, content(*written, holds));
  }

  /// Repeats on the promoted tree what people changed between `before` and `after`.
  void repeat_changes(const Tree& before, const Tree& after, const std::string& branch) {
    std::string conflicts;
    for (const std::string& path : changed_paths(before, after)) {
      if (is_own(path)) continue;
      const bool plain = is_plain(before, path) && is_plain(after, path) && is_plain(draft_, path);
      const auto old = plain ? content(before, path) : std::nullopt;
      const auto hand = plain ? content(after, path) : std::nullopt;
      const auto now = plain ? content(draft_, path) : std::nullopt;
      if (plain && now == hand) continue;
      if (plain && now == old) {
        put(path, hand);
      } else {
        conflicts += "\n  " + path;
      }
    }
    if (conflicts.empty()) return;
    throw Error(ErrorKind::conflict,
                fmt::format("changed by hand on {} and by what is promoted:{}", branch, conflicts))
        .hint(fmt::format("let {} and the branch that releases are made from agree in these files",
                          branch));
  }

  [[nodiscard]] std::vector<FileEdit> edits() const { return draft_.edits(); }

 private:
  void put(const std::string& path, const std::optional<std::string>& text) {
    if (text) draft_.write(path, *text);
    if (!text) draft_.remove(path);
  }

  /// True for what relctl writes on this branch.
  [[nodiscard]] bool is_own(const std::string& path) const {
    if (is_below(path, ".relctl")) return true;
    return std::any_of(config_.services.begin(), config_.services.end(),
                       [&](const config::Service& service) {
                         const auto places = places_of(service, environment_);
                         return is_below(path, path_of(environment_, service)) ||
                                std::any_of(places.begin(), places.end(),
                                            [&](const auto& place) { return place.path == path; });
                       });
  }

  const config::Config& config_;
  const config::Environment& environment_;
  Draft draft_;
};

}  // namespace

Plan branch_commit(const config::Config& config, const Snapshot& snapshot,
                   const config::Environment& environment,
                   const std::shared_ptr<const Draft>& written,
                   const std::vector<ServiceOutcome>& outcomes, const Record& record) {
  const History& history = *snapshot.history;
  const std::vector<ObjectId> commits = promoted_commits(snapshot, outcomes);
  Plan ordinary = environment_commit(config, snapshot, written->edits(), {record});
  if (commits.empty()) return ordinary;
  const ObjectId promoted = newest_of(history, commits);
  const ObjectId tip = tip_of(snapshot);
  if (history.reaches(tip, promoted)) return ordinary;
  BranchTree tree(config, environment, history.tree(promoted));
  tree.write_versions(written);
  tree.repeat_changes(*untouched(snapshot, environment, promoted), *history.tree(tip),
                      snapshot.branch);
  Plan plan = std::move(ordinary);
  plan.parents = {tip, promoted};
  plan.base = promoted;
  plan.edits = tree.edits();
  return plan;
}

}  // namespace relctl::plan
