// SPDX-License-Identifier: MIT
#include "operation/announce.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "git/publish/snapshot.hpp"
#include "operation/asset_files.hpp"
#include "operation/session.hpp"
#include "operation/trust.hpp"
#include "record/trailers.hpp"
#include "release/notes.hpp"
#include "report/visible.hpp"

namespace relctl::operation {
namespace {

std::string announce_remote(const git::Repository& repository) {
  return remote_address(repository, remote_of(repository, repository.head_branch().value_or("")));
}

/// Whether the release is the newest one for people: the highest final version of the only service,
/// or of the one that relctl.yaml names.
bool is_latest(const git::Repository& repository, const config::Config& config,
               const Announcing& announcing) {
  const auto& named = config.release.announce ? config.release.announce->latest : std::nullopt;
  if (named ? *named != announcing.service->name : config.services.size() > 1) return false;
  for (const record::Release& each : record::releases_of(*announcing.service, repository.tags())) {
    if (each.version.is_final()) return each.tag.name == announcing.release.tag.name;
  }
  return false;
}

std::string notes_of(const git::Repository& repository, const config::Config& config,
                     const Announcing& announcing) {
  const auto message = repository.history()->tag_message(announcing.release.tag.object);
  const std::string words = message ? record::notes_in_tag(*message) : "";
  if (!words.empty()) return words;
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  const release::ReleaseNotes notes =
      release::version_notes(config, snapshot, *announcing.service, announcing.release.version);
  return notes::to_markdown(notes.notes,
                            release::writing_of(notes, release::configured_links(config)));
}

/// The releases that `published` is about: those that it made, and that of the commit checked out.
std::vector<Announcing> announced_by(const git::Repository& repository,
                                     const config::Config& config,
                                     const git::Published& published) {
  std::vector<Announcing> all;
  const auto tags = repository.tags();
  const auto head = repository.head();
  for (const plan::ServiceOutcome& outcome : published.result.services) {
    const bool counts =
        outcome.status == plan::Status::done || outcome.status == plan::Status::unchanged;
    if (!counts) continue;
    const config::Service& service = config::service(config, outcome.name);
    const auto releases = record::releases_of(service, tags);
    const auto found =
        std::find_if(releases.begin(), releases.end(), [&](const record::Release& release) {
          return outcome.tag ? release.tag.name == *outcome.tag : release.tag.commit == head;
        });
    if (found != releases.end()) all.push_back({&service, *found});
  }
  return all;
}

}  // namespace

forge::Announcement announcement_of(const git::Repository& repository, const config::Config& config,
                                    const Announcing& announcing, const AnnounceOptions& options) {
  forge::Announcement wanted;
  wanted.text.tag = announcing.release.tag.name;
  wanted.text.name = announcing.release.tag.name;
  wanted.text.body = notes_of(repository, config, announcing);
  wanted.text.prerelease = !announcing.release.version.is_final();
  wanted.text.latest = is_latest(repository, config, announcing);
  std::vector<std::string> globs = options.assets;
  const auto& configured = config.release.announce;
  if (configured) globs.insert(globs.end(), configured->assets.begin(), configured->assets.end());
  wanted.draft = options.draft || (configured && configured->draft);
  wanted.replaces_edits = options.replaces_edits;
  wanted.checks = options.checks;
  wanted.assets = read_assets(repository.work_tree().value_or("."), globs);
  return wanted;
}

std::vector<AnnouncedRelease> announce_all(const git::Repository& repository,
                                           const config::Config& config,
                                           const std::vector<Announcing>& all,
                                           const AnnounceOptions& options,
                                           const cli::Context& context) {
  net::HttpOptions http_options;
  http_options.deadline = deadline(config, context);
  http_options.ca_file = net::ca_file(context.environment);
  net::Http http(http_options);
  const auto releases =
      forge::connect_releases(announce_remote(repository), config.forge, context.environment, http,
                              trust_of(repository, context));
  std::vector<AnnouncedRelease> done;
  for (const Announcing& each : all) {
    done.push_back(
        {each.service->name, semver::to_string(each.release.version), each.release.tag.name,
         forge::announce(*releases, announcement_of(repository, config, each, options))});
  }
  return done;
}

int announce_published(const git::Repository& repository, const config::Config& config,
                       const git::Published& published, const cli::Context& context) {
  if (!config.release.announce) return 0;
  const auto all = announced_by(repository, config, published);
  for (const Announcing& each : all) {
    const std::string version = semver::to_string(each.release.version);
    const std::string which = config.services.size() > 1 ? " --service " + each.service->name : "";
    try {
      const auto done = announce_all(repository, config, {each}, {}, context);
      if (context.globals.quiet) continue;
      context.err << fmt::format("announced {} ({}) {}\n", each.release.tag.name,
                                 done.front().announced.state,
                                 report::visible(done.front().announced.url));
    } catch (const Error& error) {
      context.err << fmt::format(
          "{} {} is released; announcing failed: {}\nhint: `relctl announce {}{}` finishes it\n",
          each.service->name, version, report::visible_message(error.what()), version, which);
      return exit_code(error.kind());
    }
  }
  return 0;
}

}  // namespace relctl::operation
