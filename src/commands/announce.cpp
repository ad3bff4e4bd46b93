// SPDX-License-Identifier: MIT
#include "operation/announce.hpp"

#include <algorithm>
#include <compare>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/session.hpp"
#include "release/versions.hpp"
#include "report/done.hpp"
#include "report/visible.hpp"

namespace relctl::commands {
namespace {

struct AnnounceArguments {
  std::vector<std::string> versions;
  std::vector<std::string> services;
  std::optional<std::string> since;
  bool all = false;
  bool dry_run = false;
  operation::AnnounceOptions options;
};

bool is_asked(const AnnounceArguments& arguments, const record::Release& release,
              const std::optional<record::Release>& current) {
  const auto is_equal = [&](const std::string& text) {
    return std::is_eq(semver::compare(semver::require(text), release.version));
  };
  if (!arguments.versions.empty())
    return std::any_of(arguments.versions.begin(), arguments.versions.end(), is_equal);
  if (arguments.since)
    return !std::is_lt(semver::compare(release.version, semver::require(*arguments.since)));
  return arguments.all || (current && current->tag.name == release.tag.name);
}

/// The releases that are asked for, the oldest first; without a word, the one that the commit
/// checked out has.
std::vector<operation::Announcing> asked_releases(const AnnounceArguments& arguments,
                                                  const config::Config& config,
                                                  const plan::Snapshot& snapshot) {
  std::vector<operation::Announcing> found;
  for (const std::string& name : arguments.services)
    config::service(config, name);
  for (const config::Service& service : config.services) {
    const auto& names = arguments.services;
    const bool is_meant =
        names.empty() || std::find(names.begin(), names.end(), service.name) != names.end();
    if (!is_meant) continue;
    auto releases = record::releases_of(service, snapshot.tags);
    const auto current = record::latest_release(*snapshot.history, releases, {snapshot.source});
    std::reverse(releases.begin(), releases.end());
    for (const record::Release& release : releases) {
      if (is_asked(arguments, release, current)) found.push_back({&service, release});
    }
  }
  if (!found.empty()) return found;
  throw Error(ErrorKind::usage, "there is no such release here")
      .hint("name a version that has a tag; if the remote has it: git fetch --tags");
}

/// The requests that would be made where nothing is there yet, and the text.
int print_calls(const git::Repository& repository, const config::Config& config,
                const std::vector<operation::Announcing>& all,
                const operation::AnnounceOptions& options, cli::Context& context) {
  const std::string remote = operation::remote_address(
      repository, operation::remote_of(repository, repository.head_branch().value_or("")));
  const forge::Place place = forge::find_place(remote, config.forge, context.environment);
  for (const operation::Announcing& each : all) {
    const auto wanted = operation::announcement_of(repository, config, each, options);
    for (const std::string& call : forge::calls_of(place.kind, wanted))
      context.err << report::visible(call) << '\n';
    context.out << report::visible_lines(wanted.text.body) << '\n';
  }
  return 0;
}

int print_announced(const std::vector<operation::AnnouncedRelease>& done, bool checks,
                    cli::Context& context) {
  auto json = nlohmann::ordered_json::array();
  bool is_same = true;
  bool is_edited = false;
  for (const operation::AnnouncedRelease& each : done) {
    json.push_back(operation::announced_json(each));
    const forge::Announced& announced = *each.announced;
    is_same = is_same && announced.is_same();
    const bool edited = announced.state == "edited";
    is_edited = is_edited || edited;
    if (!context.globals.json) {
      context.out << fmt::format("{} {} {}\n", each.tag, announced.state,
                                 report::visible(announced.url));
    }
    if (edited && !context.globals.quiet) {
      context.err << fmt::format(
          "{}: its text was edited by hand and stays; --force-body replaces "
          "it\n",
          report::visible(each.tag));
    }
  }
  if (context.globals.json) context.out << report::json_text({{"announced", json}});
  if (is_edited) return 4;
  return checks && !is_same ? 1 : 0;
}

int run_announce(const AnnounceArguments& arguments, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const config::Config config =
      operation::load_config(repository, operation::require_head(repository), context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  const auto all = asked_releases(arguments, config, snapshot);
  if (arguments.dry_run) return print_calls(repository, config, all, arguments.options, context);
  return print_announced(
      operation::announce_all(repository, config, all, arguments.options, context),
      arguments.options.checks, context);
}

}  // namespace

void declare_announce(cli::Command& command) {
  auto arguments = std::make_shared<AnnounceArguments>();
  operation::AnnounceOptions& options = arguments->options;
  command.help = {
      "Compares what the forge has with what the tag says, and makes up for the difference: it "
      "can\n"
      "be run at any time, again, and twice at once. What people edited stays.",
      "relctl announce                                the release of the commit checked out\n"
      "relctl announce 1.4.0 --asset 'dist/*.tar.gz'  with files\n"
      "relctl announce --since 1.2.0 --check          is all there?",
      "0  everything is as it should be\n"
      "1  with --check: something is not\n"
      "4  a file is there with other bytes, or a text was edited by hand\n"
      "5  the forge refuses, or is out of order\n"
      "6  the forge did not answer in time; run it again"};
  command.argument("version", "VERSION", &arguments->versions,
                   "Released versions (default: that of the commit checked out)");
  command.option("--service", "NAME", &arguments->services, "Of this service (may be repeated)");
  command.option("--since", "VERSION", &arguments->since, "This version and all higher ones");
  command.flag("--all", &arguments->all, "Every version");
  command.option("--asset", "GLOB", &options.assets,
                 "Files that belong to the release (may be repeated)");
  command.flag("--draft", &options.draft, "Leave a release that is not there yet as a draft");
  command.flag("--force-body", &options.replaces_edits, "Write a text that people edited anew");
  command.flag("--check", &options.checks, "Change nothing; exit 1 where something would be");
  command.flag("--after", &options.runs_after, "Run the commands of release.after again, before");
  command.flag("-n,--dry-run", &arguments->dry_run,
               "Print the text and the requests, without network and token");
  command.exclusive = {{"version", "--since", "--all"}, {"--check", "--after"}};
  command.run = [arguments](cli::Context& context) { return run_announce(*arguments, context); };
}

}  // namespace relctl::commands
