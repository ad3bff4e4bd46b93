// SPDX-License-Identifier: MIT
#include "formats/changelog.hpp"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/output.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/session.hpp"
#include "record/releases.hpp"
#include "release/versions.hpp"
#include "report/done.hpp"
#include "report/visible.hpp"
#include "tree/path.hpp"

namespace relctl::commands {
namespace {

struct ChangelogOptions {
  std::optional<std::string> version;
  std::optional<std::string> service;
  bool missing = false;
};

/// What the command looks at.
struct ChangelogView {
  const config::Config& config;
  const plan::Snapshot& snapshot;
  std::shared_ptr<const Tree> tree;
};

std::vector<const config::Service*> services_with_changelog(const ChangelogOptions& options,
                                                            const config::Config& config) {
  std::vector<const config::Service*> services;
  for (const config::Service& service : config.services) {
    if (service.changelog && (!options.service || service.name == *options.service))
      services.push_back(&service);
  }
  if (options.service) config::service(config, *options.service);
  if (!services.empty()) return services;
  throw Error(ErrorKind::input, "no changelog is configured")
      .hint("write `changelog: CHANGELOG.md` below the service in relctl.yaml");
}

std::vector<record::Release> missing_releases(const ChangelogView& view,
                                              const config::Service& service) {
  const std::string text = read_file(*view.tree, *service.changelog);
  std::vector<record::Release> missing;
  for (record::Release& release : record::releases_of(service, view.snapshot.tags)) {
    const bool counts = release.version.is_final() &&
                        view.snapshot.history->reaches(view.snapshot.source, release.tag.commit) &&
                        !formats::changelog_section(text, semver::to_string(release.version));
    if (counts) missing.push_back(std::move(release));
  }
  return missing;
}

int list_missing(const ChangelogView& view, const std::vector<const config::Service*>& services,
                 cli::Context& context) {
  auto json = nlohmann::ordered_json::array();
  std::string text;
  for (const config::Service* service : services) {
    for (const record::Release& release : missing_releases(view, *service)) {
      const std::string version = semver::to_string(release.version);
      json.push_back({{"service", service->name}, {"version", version}, {"tag", release.tag.name}});
      text += service->name + ' ' + version + '\n';
    }
  }
  cli::print_answer({{"missing", json}}, text, context);
  return 0;
}

std::string asked_changelog_version(const ChangelogOptions& options, const ChangelogView& view,
                                    const config::Service& service) {
  if (options.version) return semver::to_string(semver::require(*options.version));
  const auto releases = record::releases_of(service, view.snapshot.tags);
  return semver::to_string(
      release::current_version(service, releases, *view.snapshot.history, {view.snapshot.source})
          .version);
}

int print_entry(const ChangelogOptions& options, const ChangelogView& view,
                const config::Service& service, cli::Context& context) {
  const std::string version = asked_changelog_version(options, view, service);
  const auto text = formats::changelog_section(read_file(*view.tree, *service.changelog), version);
  if (!text) {
    context.err << fmt::format("{} has no entry of {}\n", report::visible(*service.changelog),
                               version);
    return 1;
  }
  cli::print_answer({{"service", service.name}, {"version", version}, {"text", *text}},
                    report::visible_lines(*text) + '\n', context);
  return 0;
}

int run_changelog(const ChangelogOptions& options, cli::Context& context) {
  const git::Repository repository = operation::open_repository(context);
  const ObjectId head = operation::require_head(repository);
  const config::Config config = operation::load_config(repository, head, context);
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  const ChangelogView view{config, snapshot, snapshot.history->tree(head)};
  const auto services = services_with_changelog(options, config);
  if (options.missing) return list_missing(view, services, context);
  if (services.size() > 1) {
    throw Error(ErrorKind::usage, "several services have a changelog")
        .hint("name one with --service");
  }
  return print_entry(options, view, *services.front(), context);
}

}  // namespace

void declare_changelog(cli::Command& command) {
  auto options = std::make_shared<ChangelogOptions>();
  command.help = {"Of the current version, where none is named. Needs no network, writes nothing.",
                  "relctl changelog 1.4.0\nrelctl changelog --missing   releases without an entry",
                  "0  printed\n1  the changelog has no entry of that version"};
  command.argument("version", "VERSION", &options->version, "A version, without \"v\"");
  command.flag("--missing", &options->missing, "List final releases that have no entry");
  command.option("--service", "NAME", &options->service,
                 "Of this service, where several have a changelog");
  command.run = [options](cli::Context& context) { return run_changelog(*options, context); };
}

}  // namespace relctl::commands
