// SPDX-License-Identifier: MIT
#include "operation/homes.hpp"

#include <memory>

#include <fmt/format.h>

#include "base/error.hpp"
#include "operation/session.hpp"
#include "plan/ref_names.hpp"
#include "report/shell.hpp"

namespace relctl::operation {
namespace {

/// `fetched`: the remote was looked at, and it is the remote that lacks the branch.
Error no_branch(const git::Repository& repository, const std::string& branch, bool fetched) {
  const std::string remote = report::shell_word(find_remote(repository, branch).value_or("origin"));
  const std::string create =
      fmt::format("git push {} {}", remote, report::shell_word("HEAD:refs/heads/" + branch));
  if (fetched) {
    return Error(ErrorKind::conflict, fmt::format("the remote has no branch {}", branch))
        .hint("make it: " + create);
  }
  return Error(ErrorKind::conflict, fmt::format("branch {} is not here", branch))
      .hint(fmt::format("git fetch {} {}, or use --push, which looks at the remote", remote,
                        report::shell_word(branch + ":" + branch)))
      .hint("where it does not exist yet: " + create);
}

}  // namespace

std::optional<ObjectId> local_tip(const git::Repository& repository, const std::string& branch) {
  if (const auto tip = repository.ref(plan::branch_ref(branch))) return tip;
  return fetched_tip(repository, branch);
}

Homes homes_of(const git::Repository& repository, const config::Config& config,
               const std::vector<std::string>& environments) {
  Homes homes;
  homes.default_branch = local_default_branch(repository);
  if (homes.default_branch) homes.all.push_back(*homes.default_branch);
  for (const config::Environment& each : config.environments) {
    if (each.branch && !each.repository) homes.all.push_back(*each.branch);
  }
  for (const std::string& name : environments) {
    const config::Environment& each = config::environment(config, name);
    homes.own = each.branch;
  }
  return homes;
}

plan::Snapshot with_homes(const git::Repository& repository, plan::Snapshot snapshot,
                          const Homes& homes) {
  if (!snapshot.fetched) {
    for (const std::string& branch : homes.all) {
      if (const auto tip = local_tip(repository, branch)) snapshot.branches[branch] = *tip;
    }
    if (!snapshot.default_branch) snapshot.default_branch = homes.default_branch;
  }
  if (!homes.own || *homes.own != snapshot.branch) return snapshot;
  if (snapshot.branches.count(snapshot.branch) == 0) {
    throw no_branch(repository, snapshot.branch, snapshot.fetched);
  }
  const auto& from = snapshot.default_branch;
  if (!from || *from == snapshot.branch) return snapshot;
  const auto tip = snapshot.branches.find(*from);
  if (tip == snapshot.branches.end()) {
    throw no_branch(repository, *from, snapshot.fetched);
  }
  plan::Snapshot origin = snapshot;
  origin.branch = *from;
  origin.tip = tip->second;
  snapshot.tip = snapshot.branches.at(snapshot.branch);
  snapshot.origin = std::make_shared<const plan::Snapshot>(std::move(origin));
  return snapshot;
}

std::optional<ObjectId> fetched_tip(const git::Repository& repository, const std::string& branch) {
  const std::vector<std::string> refs = repository.remote_refs(branch);
  return refs.empty() ? std::nullopt : repository.ref(refs.front());
}

std::optional<std::string> remote_default_branch(const git::Repository& repository) {
  const std::vector<std::string> heads = repository.remote_refs("HEAD");
  if (heads.empty()) return std::nullopt;
  const auto branch = repository.leads_to(heads.front());
  const std::string remote = heads.front().substr(0, heads.front().rfind('/') + 1);
  if (!branch || !branch->starts_with(remote)) return std::nullopt;
  return branch->substr(remote.size());
}

std::optional<std::string> local_default_branch(const git::Repository& repository) {
  auto name = remote_default_branch(repository);
  if (name && repository.ref(plan::branch_ref(*name))) return name;
  return repository.head_branch();
}

}  // namespace relctl::operation
