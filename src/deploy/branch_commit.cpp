// SPDX-License-Identifier: MIT
#include "deploy/branch_commit.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/carry.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_commit.hpp"
#include "deploy/environment_reader.hpp"
#include "deploy/holds.hpp"
#include "plan/first_parents.hpp"
#include "plan/place.hpp"
#include "record/trailers.hpp"
#include "tree/changed_paths.hpp"
#include "tree/path.hpp"

namespace relctl::deploy {
namespace {

/// The commit that the last promotion to the branch brought.
std::optional<ObjectId> last_promoted(const plan::History& history, const ObjectId& tip,
                                      const std::string& environment) {
  plan::FirstParents commits(history, tip);
  while (const auto commit = commits.next()) {
    for (const record::Record& record : record::read_records(commit->message)) {
      const bool is_own = record.operation == "promote" && record.environment == environment;
      if (is_own && commit->parents.size() == 2) return commit->parents.back();
    }
  }
  return std::nullopt;
}

/// The commit that the branch was like before people changed it.
ObjectId untouched(const config::Environment& environment, const Joining& join) {
  const plan::History& history = join.history;
  if (const auto last = last_promoted(history, join.tip, environment.name)) return *last;
  if (history.reaches(join.promoted, join.tip)) return join.tip;
  throw Error(ErrorKind::conflict,
              fmt::format("{} has commits that the promoted one lacks, and no promotion tells what "
                          "people changed there",
                          join.branch))
      .hint(fmt::format("merge {} into {} by hand once, then promote", join.promoted.short_hex(),
                        join.branch));
}

/// The newest of the commits from `from` to `tip` that changed the file, in words.
std::string changed_in(const plan::History& history, const ObjectId& from, const ObjectId& tip,
                       const std::string& path) {
  for (const plan::Commit& commit : history.log(tip, {from})) {
    // A merge or a promotion only brings what others changed.
    if (commit.parents.size() != 1) continue;
    const auto before = history.tree(commit.parents.front())->find(path);
    if (before == history.tree(commit.id)->find(path)) continue;
    return fmt::format("in {} by {}", commit.id.short_hex(), commit.author_name);
  }
  return "in a merge";
}

/// Both sides of the files that were changed on the branch and by what is promoted.
Error changed_twice(const Joining& join, const ObjectId& base,
                    const std::vector<std::string>& paths) {
  std::string files;
  for (const std::string& path : paths) {
    files += fmt::format("\n  {}: by hand {}, for the release {}", path,
                         changed_in(join.history, base, join.tip, path),
                         changed_in(join.history, base, join.promoted, path));
  }
  return Error(ErrorKind::conflict,
               fmt::format("changed by hand on {} and by what is promoted:{}", join.branch, files))
      .hint(fmt::format("let {} and the branch that releases are made from agree in these files",
                        join.branch));
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
      : config_(config),
        environment_(environment),
        draft_(std::make_shared<plan::Draft>(std::move(promoted))) {}

  void write_versions(const std::shared_ptr<const plan::Draft>& written) {
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
      carry(*draft_, environment_, service, *written, path_of(environment_, service));
      write_environment(*draft_, environment_, service, state.versions.front(), state.images);
    }
    const std::string holds = holds_path(environment_.name);
    put(holds, content(*written, holds));
  }

  /// Repeats on the promoted tree what people changed between `before` and `after`; gives the files
  /// that are not there as they were before.
  std::vector<std::string> repeat_changes(const Tree& before, const Tree& after) {
    std::vector<std::string> conflicts;
    for (const std::string& path : changed_paths(before, after)) {
      if (!is_own(path) && !repeat_change(before, after, path)) conflicts.push_back(path);
    }
    return conflicts;
  }

  [[nodiscard]] std::shared_ptr<const plan::Draft> draft() const { return draft_; }

 private:
  /// False where the promoted tree's file is neither as it was before nor as people made it.
  bool repeat_change(const Tree& before, const Tree& after, const std::string& path) {
    if (!is_plain(before, path) || !is_plain(after, path) || !is_plain(*draft_, path)) return false;
    const auto hand = content(after, path);
    const auto now = content(*draft_, path);
    if (now == hand) return true;
    if (now != content(before, path)) return false;
    put(path, hand);
    return true;
  }

  void put(const std::string& path, const std::optional<std::string>& text) {
    if (text) draft_->write(path, *text);
    if (!text) draft_->remove(path);
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
  std::shared_ptr<plan::Draft> draft_;
};

}  // namespace

std::shared_ptr<const plan::Draft> joined_tree(const config::Config& config,
                                               const config::Environment& environment,
                                               const Joining& join,
                                               const std::shared_ptr<const plan::Draft>& written) {
  BranchTree tree(config, environment, join.history.tree(join.promoted));
  tree.write_versions(written);
  const ObjectId base = untouched(environment, join);
  const auto conflicts =
      tree.repeat_changes(*join.history.tree(base), *join.history.tree(join.tip));
  if (!conflicts.empty()) throw changed_twice(join, base, conflicts);
  return tree.draft();
}
namespace {

/// The commits that the tags of what is promoted name.
std::vector<ObjectId> promoted_commits(const plan::Snapshot& snapshot,
                                       const std::vector<plan::ServiceOutcome>& outcomes) {
  const std::vector<plan::Tag>& tags = plan::origin_of(snapshot).tags;
  std::vector<ObjectId> commits;
  for (const plan::ServiceOutcome& outcome : outcomes) {
    if (outcome.status != plan::Status::done || !outcome.tag) continue;
    const auto tag = std::find_if(tags.begin(), tags.end(),
                                  [&](const plan::Tag& each) { return each.name == *outcome.tag; });
    if (tag != tags.end()) commits.push_back(tag->commit);
  }
  return commits;
}

/// The one of `commits` that has all others in its history.
ObjectId newest_of(const plan::History& history, const std::vector<ObjectId>& commits) {
  for (const ObjectId& candidate : commits) {
    if (std::all_of(commits.begin(), commits.end(),
                    [&](const ObjectId& each) { return history.reaches(candidate, each); })) {
      return candidate;
    }
  }
  throw Error(ErrorKind::conflict, "the promoted releases are on lines that never met")
      .hint("promote the services one after the other, with --service");
}

}  // namespace

plan::Plan branch_commit(const config::Config& config, const plan::Snapshot& snapshot,
                         const config::Environment& environment,
                         const std::shared_ptr<const plan::Draft>& written,
                         const std::vector<plan::ServiceOutcome>& outcomes,
                         const record::Record& record) {
  const plan::History& history = *snapshot.history;
  const std::vector<ObjectId> commits = promoted_commits(snapshot, outcomes);
  plan::Plan ordinary = environment_commit(config, snapshot, written->edits(), {record});
  if (commits.empty()) return ordinary;
  const ObjectId promoted = newest_of(history, commits);
  const ObjectId tip = plan::tip_of(snapshot);
  if (history.reaches(tip, promoted)) return ordinary;
  const auto tree =
      joined_tree(config, environment, {history, snapshot.branch, tip, promoted}, written);
  plan::Plan plan = std::move(ordinary);
  plan.parents = {tip, promoted};
  plan.base = promoted;
  plan.edits = tree->edits();
  return plan;
}

}  // namespace relctl::deploy
