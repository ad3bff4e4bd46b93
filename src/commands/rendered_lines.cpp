// SPDX-License-Identifier: MIT
#include "commands/rendered_lines.hpp"

#include <algorithm>

#include "git/program.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

bool has_own_branch(const config::Environment& environment) {
  return environment.render && environment.branch && !environment.repository;
}

/// The branch in this clone as its remotes have it.
std::optional<ObjectId> tracked_tip(const git::Repository& repository, const std::string& branch) {
  const process::Output found = git::run_git(
      repository, {"for-each-ref", "--format=%(objectname)", "refs/remotes/*/" + branch});
  return ObjectId::parse(found.out.substr(0, found.out.find('\n')));
}

/// True when `place` has the commit and `other` has not.
bool is_only_in(const ObjectId& commit, const plan::Place& place, const plan::Place& other) {
  return place.history->reaches(*place.tip, commit) && !other.history->reaches(*other.tip, commit);
}

}  // namespace

RenderedLines::RenderedLines(const git::Repository& repository,
                             const std::vector<PushedBranch>& pushed, cli::Context& context)
    : repository_(repository), pushed_(pushed) {
  if (const auto branch = source_branch()) source_ = place(*branch);
  if (!source_.tip) return;
  const bool is_given = context.globals.config.has_value();
  if (is_given || source_.history->tree(*source_.tip)->find(config::file_name))
    config_ = operation::load_config(repository, *source_.tip, context);
}

/// A server has it checked out, and a clone knows the remote's; of one that does not, it is the
/// usual one.
std::optional<std::string> RenderedLines::source_branch() const {
  if (auto name = operation::remote_default_branch(repository_)) return name;
  for (const char* usual : {"main", "master", "trunk"}) {
    if (!repository_.remotes().empty() && place(usual).tip) return usual;
  }
  return repository_.head_branch();
}

/// The newer of what is here and what the remote had when it was looked at last.
plan::Place RenderedLines::place(const std::string& branch) const {
  plan::Place place{nullptr, branch, std::nullopt};
  const auto pushed = std::find_if(pushed_.begin(), pushed_.end(), [&](const auto& each) {
    return each.ref == "refs/heads/" + branch;
  });
  place.tip = repository_.ref("refs/heads/" + branch);
  const auto history = repository_.history();
  const auto tracked = tracked_tip(repository_, branch);
  const bool is_behind = tracked && (!place.tip || history->reaches(*tracked, *place.tip));
  if (is_behind) place.tip = tracked;
  if (pushed != pushed_.end()) place.tip = pushed->after;
  if (place.tip) place.history = history;
  return place;
}

std::optional<std::string> RenderedLines::own_branch(const judge::GuardRange& range,
                                                     const std::optional<std::string>& ref) const {
  if (!config_) return std::nullopt;
  for (const config::Environment& each : config_->environments) {
    if (!has_own_branch(each) || each.branch == source_.branch) continue;
    if (ref && *ref == "refs/heads/" + *each.branch) return each.branch;
    if (ref) continue;
    const plan::Place own = place(*each.branch);
    const bool is_own =
        own.tip && (is_only_in(range.base, own, source_) || is_only_in(range.tip, own, source_));
    if (is_own) return each.branch;
  }
  return std::nullopt;
}

judge::Lines RenderedLines::lines(const config::Config& config,
                                  const std::optional<std::string>& own) const {
  judge::Lines lines;
  if (std::none_of(config.environments.begin(), config.environments.end(), has_own_branch))
    return lines;
  if (own) lines.source = source_;
  for (const config::Environment& each : config.environments) {
    if (!each.render || each.repository) continue;
    const auto branch = each.branch == source_.branch ? std::nullopt : each.branch;
    if (branch != own) lines.elsewhere[each.name] = branch ? place(*branch) : source_;
  }
  return lines;
}

}  // namespace relctl::commands
