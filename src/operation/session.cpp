// SPDX-License-Identifier: MIT
#include "operation/session.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "config/duration.hpp"
#include "config/home.hpp"
#include "git/program.hpp"
#include "git/run_record.hpp"
#include "operation/homes.hpp"
#include "operation/operation.hpp"
#include "tree/path.hpp"

namespace relctl::operation {
namespace {

std::string read_disk(const std::string& path) {
  // A pipe would be waited for, a device might never end.
  std::error_code error;
  if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) {
    throw Error(ErrorKind::input, path + " is no regular file");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) throw Error(ErrorKind::input, "cannot read " + path);
  return text;
}

Error no_config(const git::Repository& repository) {
  Error error(ErrorKind::input, std::string("the checked-out commit has no ") + config::file_name);
  const auto work_tree = repository.work_tree();
  std::error_code ignored;
  if (work_tree &&
      std::filesystem::is_regular_file(*work_tree + '/' + config::file_name, ignored)) {
    error.hint(std::string("it is not committed yet: git add ") + config::file_name +
               " && git commit");
  } else {
    error.hint("relctl init writes one from what the repository looks like; commit it then");
  }
  return error;
}

/// True where relctl.yaml in the work tree is another one than that of `head`, which is read.
bool has_uncommitted_config(const git::Repository& repository, const ObjectId& head,
                            const cli::Context& context) {
  const auto work_tree = repository.work_tree();
  if (context.globals.config || context.globals.quiet || !work_tree) return false;
  const std::string path = *work_tree + '/' + config::file_name;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::string text = read_disk(path);
  const std::string committed = read_file(*repository.history()->tree(head), config::file_name);
  // A checkout may have other line ends than the commit.
  std::erase(text, '\r');
  return text != replace_all(committed, "\r", "");
}

/// The branch checked out may be an environment's own: where no remote says which one is the
/// default, it counts if it has the name of a first branch.
std::optional<std::string> first_branch(const git::Repository& repository) {
  const auto head = repository.head_branch();
  const bool is_first = head == "main" || head == "master" ||
                        (head && head == repository.config("init.defaultBranch"));
  return is_first ? head : std::nullopt;
}

/// What this clone knows of where it comes from.
config::Home home_of(const git::Repository& repository) {
  config::Home home;
  const auto remotes = repository.remotes();
  home.branch = remotes.empty() ? first_branch(repository) : remote_default_branch(repository);
  for (const std::string& remote : remotes) {
    if (auto address = repository.config("remote." + remote + ".url"))
      home.addresses.push_back(std::move(*address));
  }
  return home;
}

}  // namespace

git::Repository open_repository(const cli::Context& context) {
  git::Repository repository = git::Repository::open(context.globals.directory);
  clear_dead_locks(repository, context);
  return repository;
}

void clear_dead_locks(const git::Repository& repository, const cli::Context& context) {
  for (const std::string& note : git::remove_dead_locks(repository.git_directory())) {
    if (!context.globals.quiet) context.err << "note: " << note << std::endl;
  }
}

config::Config load_config(const git::Repository& repository, const ObjectId& commit,
                           const cli::Context& context) {
  const auto home = [&repository] { return home_of(repository); };
  if (context.globals.config) {
    return config::parse(read_disk(*context.globals.config), *context.globals.config, home);
  }
  const auto tree = repository.history()->tree(commit);
  if (!tree->find(config::file_name)) throw no_config(repository);
  return config::parse(read_file(*tree, config::file_name), config::file_name, home);
}

config::Config checked_out_config(const git::Repository& repository, const cli::Context& context) {
  const ObjectId head = require_head(repository);
  config::Config config = load_config(repository, head, context);
  if (has_uncommitted_config(repository, head, context)) {
    context.err << "note: relctl.yaml has changes that are not committed: what is committed counts"
                << std::endl;
  }
  return config;
}

ObjectId require_head(const git::Repository& repository) {
  if (const auto head = repository.head()) return *head;
  throw Error(ErrorKind::input, "the repository has no commit yet")
      .hint("commit something first: git add -A && git commit");
}

process::Clock::time_point deadline(const config::Config& config, const cli::Context& context) {
  using namespace std::chrono_literals;
  const auto now = process::Clock::now();
  const auto start = std::max(now, context.wait_until.value_or(now));
  if (context.globals.timeout) {
    const auto asked = config::parse_duration(*context.globals.timeout);
    if (!asked) {
      throw Error(ErrorKind::usage, "--timeout \"" + *context.globals.timeout + "\" is no time")
          .hint("write seconds or a unit, such as 90s, 5m or 1h");
    }
    return start + *asked;
  }
  if (config.release.timeout) return start + *config.release.timeout;
  return start + (cli::in_ci(context) ? 15min : 2min);
}

std::optional<std::string> find_remote(const git::Repository& repository,
                                       const std::string& branch) {
  if (!branch.empty()) {
    if (const auto upstream = repository.config("branch." + branch + ".remote")) {
      if (*upstream != ".") return *upstream;
    }
  }
  const std::vector<std::string> names = repository.remotes();
  if (names.empty()) return std::nullopt;
  return names.size() == 1 ? names.front() : "origin";
}

net::HttpOptions http_options(process::Clock::time_point deadline, const cli::Context& context) {
  net::HttpOptions options;
  options.deadline = deadline;
  options.ca_file = net::ca_file(context.environment);
  return options;
}

std::string remote_of(const git::Repository& repository, const std::string& branch) {
  if (auto remote = find_remote(repository, branch)) return *remote;
  throw Error(ErrorKind::system, "the repository has no remote").hint("git remote add origin URL");
}

std::string remote_address(const git::Repository& repository, const std::string& remote) {
  const process::Output url = git::run_git(repository, {"remote", "get-url", "--", remote});
  return url.status == 0 ? url.out.substr(0, url.out.find('\n')) : remote;
}

std::function<void(std::string_view)> progress(cli::Context& context) {
  if (context.globals.quiet || !(context.err_is_terminal || context.globals.verbose)) return {};
  return [&context](std::string_view line) { context.err << line << std::endl; };
}

}  // namespace relctl::operation
