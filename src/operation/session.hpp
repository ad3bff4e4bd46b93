// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/context.hpp"
#include "config/config.hpp"
#include "git/repository.hpp"
#include "net/http.hpp"
#include "process/run.hpp"

namespace relctl::operation {

/// The repository that `-C` names, without the locks of dead runs. Throws Error(system) where there
/// is none.
git::Repository open_repository(const cli::Context& context);

/// Removes the locks that killed runs of relctl left in `repository`, and says so on stderr.
void clear_dead_locks(const git::Repository& repository, const cli::Context& context);

/// The configuration: `--config FILE` where given, else relctl.yaml as `commit` holds it. Throws
/// Error(input) that tells apart a missing file and one that is not committed yet.
config::Config load_config(const git::Repository& repository, const ObjectId& commit,
                           const cli::Context& context);

/// The configuration of the commit that is checked out; `--config` beats it. A note says where
/// relctl.yaml has changes that are not committed. Throws as require_head and load_config.
config::Config checked_out_config(const git::Repository& repository, const cli::Context& context);

/// The commit that is checked out. Throws Error(input) before the first commit.
ObjectId require_head(const git::Repository& repository);

/// When the network has to be done: `--timeout`, else release.timeout, else 2 minutes, in CI 15,
/// from now on or from when `--wait` is over.
process::Clock::time_point deadline(const config::Config& config, const cli::Context& context);

/// Requests to forges, registries and webhooks: they end at `deadline`, and trust the authorities
/// that the user set for other programs.
net::HttpOptions http_options(process::Clock::time_point deadline, const cli::Context& context);

/// The remote that the branch is published to: its upstream's, else the only one there is, else
/// origin. Throws Error(system) where there is none.
std::string remote_of(const git::Repository& repository, const std::string& branch);
/// The same; nothing where there is none.
std::optional<std::string> find_remote(const git::Repository& repository,
                                       const std::string& branch);

/// The address behind `remote`, a configured name or an address itself, with `insteadOf` applied.
std::string remote_address(const git::Repository& repository, const std::string& remote);

/// Where progress goes: a line to stderr where somebody watches or `-v` asks, else nowhere.
std::function<void(std::string_view)> progress(cli::Context& context);

}  // namespace relctl::operation
