// SPDX-License-Identifier: MIT
#include "operation/announce.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "forge/place.hpp"
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

AnnouncedRelease unannounced(const Announcing& each) {
  AnnouncedRelease release;
  release.service = each.service->name;
  release.version = semver::to_string(each.release.version);
  release.tag = each.release.tag.name;
  return release;
}

/// The pull requests and issues that the notes of a release name, each once.
std::vector<std::string> references_of(const git::Repository& repository,
                                       const config::Config& config, const Announcing& each) {
  const plan::Snapshot snapshot = git::local_snapshot(repository, std::nullopt);
  const release::ReleaseNotes notes =
      release::version_notes(config, snapshot, *each.service, each.release.version);
  std::set<std::string> references;
  for (const notes::Section& section : notes.notes.sections) {
    for (const notes::Entry& entry : section.entries)
      references.insert(entry.references.begin(), entry.references.end());
  }
  return {references.begin(), references.end()};
}

/// Tells pull requests and issues of a release, where relctl.yaml asks for it.
std::optional<forge::Told> tell_of(const git::Repository& repository, const config::Config& config,
                                   const Announcing& each, const std::string& url, net::Http& http,
                                   const cli::Context& context) {
  const auto& rules = config.release.announce ? config.release.announce->comments : std::nullopt;
  const bool is_final = each.release.version.is_final();
  if (!rules || (!is_final && !rules->prereleases)) return std::nullopt;
  const auto places =
      forge::connect_comments(announce_remote(repository), config.forge, context.environment, http,
                              trust_of(repository, context));
  if (!places) return std::nullopt;
  return forge::tell_released(*places, {each.service->name, semver::to_string(each.release.version),
                                        url, references_of(repository, config, each), *rules});
}

void tell_of_job_token(const git::Repository& repository, const config::Config& config,
                       cli::Context& context) {
  const auto note = forge::job_token_note(announce_remote(repository), config.forge,
                                          context.environment, trust_of(repository, context));
  if (note) context.err << "note: " << *note << '\n';
}

std::vector<AfterCommand> run_after_of(const git::Repository& repository,
                                       const config::Config& config, const Announcing& each,
                                       cli::Context& context) {
  if (config.release.after.empty()) return {};
  return run_after(repository, config, *each.service, each.release,
                   notes_of(repository, config, each), context);
}

/// What is said where a release stands and `step` of what follows it failed.
std::string failure_words(const config::Config& config, const AnnouncedRelease& release,
                          const std::string& step) {
  const std::string which = config.services.size() > 1 ? " --service " + release.service : "";
  const std::string after = config.release.after.empty() ? "" : " --after";
  const std::string finish =
      config.release.announce
          ? fmt::format("`relctl announce {}{}{}` finishes it", release.version, which, after)
          : std::string("the same command, run again on the same commit, finishes it");
  return fmt::format("{} {} is released; {}: {}\nhint: {}\n", release.service, release.version,
                     step, report::visible_message(release.error), finish);
}

std::string success_words(const AnnouncedRelease& release) {
  std::string text;
  for (const AfterCommand& command : release.after)
    text += fmt::format("ran {}\n", report::visible(command.name));
  if (release.announced) {
    text += fmt::format("announced {} ({}) {}\n", release.tag, release.announced->state,
                        report::visible(release.announced->url));
  }
  if (release.told) {
    text += fmt::format("told {} pull requests and issues of it, {} knew, {} were passed over\n",
                        release.told->made, release.told->there, release.told->skipped);
  }
  return text;
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
                                           const AnnounceOptions& options, cli::Context& context) {
  net::Http http(http_options(deadline(config, context), context));
  const auto releases =
      forge::connect_releases(announce_remote(repository), config.forge, context.environment, http,
                              trust_of(repository, context));
  std::vector<AnnouncedRelease> done;
  for (const Announcing& each : all) {
    AnnouncedRelease one = unannounced(each);
    if (options.runs_after) one.after = run_after_of(repository, config, each, context);
    one.announced = forge::announce(*releases, announcement_of(repository, config, each, options));
    if (!options.checks)
      one.told = tell_of(repository, config, each, one.announced->url, http, context);
    done.push_back(std::move(one));
  }
  const bool made = std::any_of(done.begin(), done.end(), [](const AnnouncedRelease& each) {
    return each.announced->state == "made";
  });
  if (made && !context.globals.quiet) tell_of_job_token(repository, config, context);
  return done;
}

nlohmann::ordered_json announced_json(const AnnouncedRelease& each) {
  using Json = nlohmann::ordered_json;
  Json json = {{"service", each.service}, {"version", each.version}, {"tag", each.tag}};
  json["release"] = nullptr;
  json["assets"] = Json::array();
  json["after"] = Json::array();
  if (each.announced) {
    json["release"] = {{"url", each.announced->url}, {"state", each.announced->state}};
    for (const forge::AnnouncedAsset& asset : each.announced->assets) {
      json["assets"].push_back(
          {{"name", asset.name}, {"state", asset.state}, {"sha256", asset.sha256}});
    }
  }
  for (const AfterCommand& command : each.after)
    json["after"].push_back({{"name", command.name}, {"exit", command.exit}});
  if (each.told) {
    json["comments"] = {
        {"made", each.told->made}, {"there", each.told->there}, {"skipped", each.told->skipped}};
  }
  if (!each.error.empty()) json["error"] = each.error;
  return json;
}

FollowUp follow_up(const git::Repository& repository, const config::Config& config,
                   const git::Published& published, cli::Context& context) {
  FollowUp result;
  if (!config.release.announce && config.release.after.empty()) return result;
  for (const Announcing& each : announced_by(repository, config, published)) {
    AnnouncedRelease& one = result.done.emplace_back(unannounced(each));
    std::string step = "a command of release.after failed";
    try {
      one.after = run_after_of(repository, config, each, context);
      step = "announcing failed";
      if (config.release.announce) {
        const AnnouncedRelease done = announce_all(repository, config, {each}, {}, context).front();
        one.announced = done.announced;
        one.told = done.told;
      }
    } catch (const Error& error) {
      one.error = error.what();
      context.err << failure_words(config, one, step);
      result.code = exit_code(error.kind());
      return result;
    }
    if (!context.globals.quiet) context.err << success_words(one);
  }
  return result;
}

}  // namespace relctl::operation
