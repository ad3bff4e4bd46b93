// SPDX-License-Identifier: MIT
#include "operation/elsewhere.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "git/program.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/deliver.hpp"
#include "operation/homes.hpp"
#include "operation/session.hpp"
#include "operation/trust.hpp"
#include "plan/place.hpp"

namespace relctl::operation {
namespace {

/// The folders whose files are read: the environment's, with what its kustomizations refer to.
std::vector<std::string> folders_of(const config::Environment& environment) {
  std::vector<std::string> folders{".relctl"};
  const std::string top = environment.path.substr(0, environment.path.find('/'));
  const bool is_anywhere = top.empty() || top.find('{') != std::string::npos;
  folders.push_back(is_anywhere ? "." : top);
  return folders;
}

Error not_here(const config::Environment& environment) {
  return Error(ErrorKind::usage, fmt::format("{} is in another repository, {}", environment.name,
                                             redact(*environment.repository)))
      .hint("--fetch looks there; it needs the network");
}

/// The words of `error` in one line.
std::string words_of(const Error& error) {
  const std::string words = error.what();
  return words.substr(0, words.find('\n'));
}

}  // namespace

Elsewhere::Elsewhere(const git::Repository& repository, const config::Config& config,
                     const plan::Operation& operation, bool is_reached, cli::Context& context)
    : repository_(repository),
      config_(config),
      operation_(operation),
      is_reached_(is_reached),
      context_(context) {}

git::PublishOptions Elsewhere::shared_options() const {
  git::PublishOptions options;
  options.deadline = deadline(config_, context_);
  options.on_progress = progress(context_);
  options.tags = false;
  return options;
}

git::PrivateClone& Elsewhere::clone(const config::Environment& environment) {
  if (!is_reached_) throw not_here(environment);
  if (!shared_) shared_ = shared_options();
  git::PublishOptions options = *shared_;
  options.remote = address_of(environment, repository_);
  auto& clone = clones_[options.remote];
  if (clone) return *clone;
  check_trusted(options.remote, trust_of(repository_, context_));
  clone = std::make_unique<git::PrivateClone>(repository_, options, operation_.id);
  return *clone;
}

plan::Place Elsewhere::place(const config::Environment& environment) {
  return clone(environment).place(environment.branch, folders_of(environment));
}

git::PublishOptions Elsewhere::destination(const config::Environment& environment) {
  const std::string branch = place(environment).branch;
  git::PublishOptions options = *shared_;
  options.remote = address_of(environment, repository_);
  options.branch = branch;
  return options;
}

void Elsewhere::add(plan::Snapshot& snapshot,
                    const std::vector<const config::Environment*>& environments) {
  for (const config::Environment* each : environments) {
    if (!each->repository || plan::is_on_target(*each, snapshot)) continue;
    snapshot.elsewhere.insert_or_assign(each->name, place(*each));
  }
}

void Elsewhere::add_reached(plan::Snapshot& snapshot,
                            const std::vector<const config::Environment*>& environments) {
  for (const config::Environment* each : environments) {
    if (!each->repository) continue;
    try {
      add(snapshot, {each});
    } catch (const Error& error) {
      snapshot.unreached[each->name] =
          error.kind() == ErrorKind::usage && !is_reached_
              ? fmt::format("it is in another repository, {}: --fetch looks there",
                            redact(*each->repository))
              : words_of(error);
    }
  }
}

const plan::Snapshot& Elsewhere::origin() {
  if (source_) return source_->snapshot();
  if (local_) return *local_;
  if (git::require_git(repository_, {"remote"}).empty()) {
    local_ = git::local_snapshot(repository_, local_default_branch(repository_));
    return *local_;
  }
  git::PublishOptions options = publish_options(repository_, config_, std::nullopt, context_);
  options.others = homes_of(repository_, config_, {}).all;
  return source_.emplace(repository_, options).snapshot();
}

std::vector<const config::Environment*> with_predecessors(const config::Config& config,
                                                          const std::vector<std::string>& names) {
  std::vector<const config::Environment*> found;
  std::set<std::string> known;
  const auto add = [&](const std::vector<std::string>& wanted) {
    for (const std::string& name : wanted) {
      if (known.insert(name).second) found.push_back(&config::environment(config, name));
    }
  };
  add(names);
  for (std::size_t i = 0; i < found.size(); ++i)
    add(found[i]->after);
  return found;
}

std::string address_of(const config::Environment& environment, const git::Repository& repository) {
  const std::string& address = *environment.repository;
  const std::size_t colon = address.find(':');
  const bool is_remote = colon != std::string::npos && colon < address.find('/');
  const auto work_tree = repository.work_tree();
  if (is_remote || address.starts_with('/') || !work_tree) return address;
  return *work_tree + '/' + address;
}

}  // namespace relctl::operation
