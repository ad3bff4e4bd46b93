// SPDX-License-Identifier: MIT
#include "commands/rendered_lines.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/tag_signature.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "plan/ref_names.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

/// Stands for the repository that is rendered from, seen from another one.
constexpr const char* source_repository = "--source";

bool has_own_branch(const config::Environment& environment) {
  return environment.render && has_branch(environment);
}

/// The newer of what is in the clone and what its remote had when it was looked at last.
plan::Place place_in(const git::Repository& repository, const std::string& branch) {
  plan::Place place{nullptr, branch, repository.ref(plan::branch_ref(branch))};
  const auto tracked = operation::fetched_tip(repository, branch);
  const auto history = repository.history();
  const bool is_behind = tracked && (!place.tip || history->reaches(*tracked, *place.tip));
  if (is_behind) place.tip = tracked;
  if (place.tip) place.history = history;
  return place;
}

/// A server has it checked out, and a clone knows the remote's; of one that does not, it is the
/// usual one.
std::optional<std::string> default_branch(const git::Repository& repository) {
  if (auto name = operation::remote_default_branch(repository)) return name;
  for (const char* usual : {"main", "master", "trunk"}) {
    if (!repository.remotes().empty() && place_in(repository, usual).tip) return usual;
  }
  return repository.head_branch();
}

/// True when `place` has the commit and `other` has not.
bool is_only_in(const ObjectId& commit, const plan::Place& place, const plan::Place& other) {
  return place.history->reaches(*place.tip, commit) && !other.history->reaches(*other.tip, commit);
}

/// The last parts of an address: the same however it is written.
std::string name_of_address(std::string address) {
  while (address.ends_with('/'))
    address.pop_back();
  if (address.ends_with(".git")) address.resize(address.size() - 4);
  return address.substr(address.find_last_of("/:") + 1);
}

/// The repository of `config` that this clone is one of. Throws Error(usage) where there are
/// several, and none has the name of a remote.
std::string own_address(const git::Repository& repository, const config::Config& config) {
  std::set<std::string> addresses;
  for (const config::Environment& each : config.environments) {
    if (each.repository) addresses.insert(*each.repository);
  }
  if (addresses.size() == 1) return *addresses.begin();
  for (const std::string& remote : repository.remotes()) {
    const auto url = repository.config("remote." + remote + ".url");
    for (const std::string& address : addresses) {
      if (url && name_of_address(*url) == name_of_address(address)) return address;
    }
  }
  std::vector<std::string> shown;
  for (const std::string& address : addresses)
    shown.push_back(redact(address));
  throw Error(ErrorKind::usage,
              addresses.empty()
                  ? "the source keeps no environment in another repository"
                  : fmt::format("no remote of this clone is one of {}", fmt::join(shown, ", ")))
      .hint("--source names the repository whose relctl.yaml has environments with `repository`");
}

/// The configuration as the repository at `address` sees it.
config::Config seen_from(config::Config config, const std::string& address) {
  for (config::Environment& each : config.environments) {
    if (each.repository == address) {
      each.repository.reset();
    } else if (!each.repository) {
      each.repository = source_repository;
    }
  }
  return config;
}

}  // namespace

bool has_branch(const config::Environment& environment) {
  return environment.branch && !environment.repository;
}

RenderedLines::RenderedLines(const git::Repository& repository,
                             const std::optional<std::string>& where,
                             const std::vector<PushedBranch>& pushed, cli::Context& context)
    : repository_(repository), pushed_(pushed) {
  if (where) elsewhere_.emplace(repository, *where);
  const git::Repository& origin = elsewhere_ ? elsewhere_->repository() : repository;
  if (const auto branch = default_branch(origin))
    source_ = elsewhere_ ? place_in(origin, *branch) : pushed_place(*branch);
  const bool is_given = context.globals.config.has_value();
  if (source_.tip && (is_given || source_.history->tree(*source_.tip)->find(config::file_name)))
    config_ = operation::load_config(origin, *source_.tip, context);
  if (!elsewhere_) return;
  if (!config_) {
    throw Error(ErrorKind::usage, "there is no relctl.yaml on the source's default branch")
        .hint("--source names a clone, or the address, of what environments are rendered from");
  }
  const std::string address = own_address(repository, *config_);
  config_ = seen_from(*std::move(config_), address);
}

plan::Place RenderedLines::pushed_place(const std::string& branch) const {
  const auto pushed = std::find_if(pushed_.begin(), pushed_.end(), [&](const auto& each) {
    return each.ref == plan::branch_ref(branch);
  });
  if (pushed != pushed_.end()) return {repository_.history(), branch, pushed->after};
  return place_in(repository_, branch);
}

std::optional<std::string> RenderedLines::own_branch(const judge::GuardRange& range,
                                                     const std::optional<std::string>& ref) const {
  if (!config_ || is_elsewhere()) return std::nullopt;
  return branch_of(range, ref, *config_, has_own_branch);
}

/// The branch that the judged commits are of, among those of the environments that `has` picks;
/// nothing: that of releases, or one of people's.
std::optional<std::string> RenderedLines::branch_of(
    const judge::GuardRange& range, const std::optional<std::string>& ref,
    const config::Config& config,
    const std::function<bool(const config::Environment&)>& has) const {
  for (const config::Environment& each : config.environments) {
    if (!has(each) || each.branch == source_.branch) continue;
    if (ref && *ref == plan::branch_ref(*each.branch)) return each.branch;
    if (ref || !source_.tip) continue;
    const plan::Place own = pushed_place(*each.branch);
    const bool is_own =
        own.tip && (is_only_in(range.base, own, source_) || is_only_in(range.tip, own, source_));
    if (is_own) return each.branch;
  }
  return std::nullopt;
}

/// `own`: the branch of rendered environments that is judged; `here`: the one of any.
judge::Lines RenderedLines::lines(const config::Config& config,
                                  const std::optional<std::string>& own,
                                  const std::optional<std::string>& here) const {
  judge::Lines lines;
  if (std::none_of(config.environments.begin(), config.environments.end(), has_branch))
    return lines;
  if (own) lines.source = source_;
  lines.makes_releases = !here;
  for (const config::Environment& each : config.environments) {
    if (each.repository) continue;
    const auto branch = each.branch == source_.branch ? std::nullopt : each.branch;
    if (branch != (each.render ? own : here))
      lines.elsewhere[each.name] = branch ? pushed_place(*branch) : source_;
  }
  return lines;
}

/// Environments of a third repository are known nowhere here.
judge::Lines RenderedLines::lines_of_deployment(const config::Config& config) const {
  judge::Lines lines;
  lines.source = source_;
  lines.releases = elsewhere_->repository().history();
  lines.makes_releases = false;
  for (const config::Environment& each : config.environments) {
    if (each.repository == source_repository) {
      lines.elsewhere[each.name] =
          each.branch ? place_in(elsewhere_->repository(), *each.branch) : source_;
    } else if (each.repository && each.render) {
      lines.elsewhere[each.name] = {};
    } else if (each.branch) {
      lines.elsewhere[each.name] = pushed_place(*each.branch);
    }
  }
  return lines;
}

judge::SignatureTest RenderedLines::signature_test(const config::Config& law,
                                                   const plan::Place& place) const {
  const auto& file = law.release.allowed_signers;
  if (!file) return {};
  const auto& known = judge::require_place(place, "the list of those who may release");
  const auto tree = known.history->tree(*known.tip);
  if (!tree->find(*file)) {
    throw Error(ErrorKind::input, fmt::format("release.signed names {}, which is not in commit {}",
                                              *file, known.tip->short_hex()))
        .hint("commit the list of signers there, or name another file");
  }
  const git::Repository& repository = is_elsewhere() ? elsewhere_->repository() : repository_;
  return [&repository, signers = read_file(*tree, *file)](const plan::Tag& tag) {
    return git::is_signed_by(repository, tag, signers);
  };
}

}  // namespace relctl::commands
