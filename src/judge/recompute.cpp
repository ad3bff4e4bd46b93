// SPDX-License-Identifier: MIT
#include "judge/recompute.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/carry.hpp"
#include "deploy/deploy.hpp"
#include "deploy/environment_log.hpp"
#include "deploy/generated.hpp"
#include "deploy/render_memory.hpp"
#include "deploy/rendering.hpp"
#include "deploy/way_back.hpp"
#include "formats/version_file.hpp"
#include "judge/adopted.hpp"
#include "judge/lines.hpp"
#include "judge/own_files.hpp"
#include "judge/recompute_holds.hpp"
#include "plan/first_parents.hpp"
#include "record/releases.hpp"
#include "record/trailer_values.hpp"
#include "release/changelog.hpp"
#include "release/notes.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;

std::vector<ImageSetting> images_of(const record::Record& record, const std::string& environment,
                                    const config::Service& service) {
  std::vector<ImageSetting> images;
  for (const record::ImageRecord& image : record.images) {
    if (image.environment != environment) continue;
    if (config::image_in(service, environment, image.name) == nullptr) continue;
    images.push_back({image.name, image.tag, image.digest});
  }
  return images;
}

/// True when the operation wrote the service to the environment.
bool was_written(const record::Record& record, const config::Environment& environment,
                 const config::Service& service) {
  if (!deploy::runs_in(service, environment)) return false;
  if (!images_of(record, environment.name, service).empty()) return true;
  const bool places_alone = service.images.empty() && !service.deploy.empty();
  const bool meant =
      record.environment ? *record.environment == environment.name : environment.automatic;
  return places_alone && meant;
}

/// What the commits told of a release whose changelog was made of them.
std::optional<notes::Notes> told(const config::Service& service, const record::Record& record,
                                 const Origins& origins) {
  if (!service.changelog_from_commits || !record.source) return std::nullopt;
  release::CommitRange range{*record.source, {}};
  for (const record::ServiceRecord& each : record.services) {
    if (each.name == service.name && each.since) range.hidden.push_back(*each.since);
  }
  release::Changes changes(origins.config, *origins.history);
  return release::notes_in(origins.config, service, *origins.history, range, changes);
}

void write_versions(plan::Draft& draft, const config::Service& service,
                    const std::string& version) {
  for (const formats::VersionFile& file : service.version_files)
    draft.write(formats::write_version(draft, file, version));
}

void write_release(plan::Draft& draft, const config::Service& service, const std::string& version,
                   const record::Record& record, const Origins& origins) {
  write_versions(draft, service, version);
  if (!service.changelog || !semver::require(version).is_final()) return;
  const std::string tag = record::tag_name(service, semver::require(version));
  const std::string day = record::day_of({record.time, record.offset});
  draft.write(*service.changelog, release::released_changelog(
                                      origins.config, service, read_file(draft, *service.changelog),
                                      {version, tag, day}, told(service, record, origins))
                                      .text);
}

/// Carried configuration of a rollback is that of the time when the version ran.
std::shared_ptr<const Tree> past_tree(const config::Environment& environment,
                                      const config::Service& service, const std::string& version,
                                      const Origins& origins) {
  const plan::Place place{origins.history, {}, origins.parent};
  const auto ways = deploy::ways_back(place, environment, {&service}, version);
  const deploy::WayBack& way = ways.at(service.name);
  if (way.before && way.before->version == version) return way.before->tree;
  return way.asked ? way.asked->tree : nullptr;
}

void carry_along(plan::Draft& draft, const config::Environment& environment,
                 const config::Service& service, const std::string& version,
                 const record::Record& record, const Origins& origins) {
  if (environment.carry.empty()) return;
  const std::string own = deploy::path_of(environment, service);
  if (record.operation == "rollback") {
    const auto tree = past_tree(environment, service, version, origins);
    if (tree) deploy::carry(draft, environment, service, *tree, own);
  }
  if (record.operation != "promote" || !record.from) return;
  const config::Environment* from = config::find_named(origins.config.environments, *record.from);
  if (from == nullptr) return;
  const bool is_here =
      from->repository == environment.repository && from->branch == environment.branch;
  // What another branch had then cannot be told from here.
  if (is_here) deploy::carry(draft, environment, service, draft, deploy::path_of(*from, service));
  if (!is_here) deploy::carry(draft, environment, service, *origins.after, own);
}

void deploy(plan::Draft& draft, const config::Environment& environment,
            const config::Service& service, const std::string& version,
            const record::Record& record, const Origins& origins) {
  carry_along(draft, environment, service, version, record, origins);
  deploy::write_environment(draft, environment, service, version,
                            images_of(record, environment.name, service));
}

void copy_adopted(plan::Draft& draft, const Origins& origins) {
  if (!origins.after->find(adopted_path)) {
    throw Error(ErrorKind::input, fmt::format("{} is missing", adopted_path));
  }
  if (own_file_fault(origins.config, origins.after, adopted_path).empty()) {
    draft.write(adopted_path, origins.after->read(adopted_path));
  }
}

void generate(plan::Draft& draft, const config::Config& config) {
  for (const config::Environment& environment : config.environments) {
    for (const config::Service& service : config.services) {
      if (!environment.source || !deploy::runs_in(service, environment)) continue;
      if (!draft.find(config::expand(*environment.source, service.name, environment.name)))
        continue;
      deploy::write_generated(draft, deploy::path_of(environment, service),
                              config::expand(*environment.source, service.name, environment.name),
                              deploy::read_environment(draft, environment, service).images);
    }
  }
}

/// The tree that a path on a branch of its own was rendered from: that of the commit that it names,
/// or where that went with a squashed branch, of one with the same inputs.
std::shared_ptr<const Tree> source_of(const plan::Place& source, const deploy::RenderTarget& target,
                                      const deploy::RenderedPath& after) {
  const plan::Place& place = require_place(source, "what " + target.path + " is rendered from");
  if (place.history->reaches(*place.tip, after.revision))
    return place.history->tree(after.revision);
  deploy::RenderMemory memory;
  plan::FirstParents commits(*place.history, place.tip);
  while (const auto commit = commits.next()) {
    auto tree = place.history->tree(commit->id);
    const auto rendering = memory.render(*tree, commit->id, target, after.images);
    if (rendering && rendering->path.inputs == after.inputs) return tree;
  }
  throw Error(ErrorKind::input, fmt::format("no commit of {} has the files that {} names as inputs",
                                            place.branch, target.path));
}

/// Renders a path as the operation did: from the commit that it names, or where that is the
/// release's own parent, or went with a squashed branch, from the tree as far as it is done.
deploy::RenderedPath render_again(const plan::Draft& draft, const record::Record& record,
                                  const Origins& origins, const deploy::RenderTarget& target,
                                  const deploy::RenderedPath& after) {
  std::vector<ImageSetting> images = deploy::images_at(draft, target);
  for (const record::ImageRecord& image : record.images) {
    const bool is_here =
        image.environment == target.environment->name &&
        std::find(target.images.begin(), target.images.end(), image.name) != target.images.end();
    if (is_here) images = deploy::with_images(images, {{image.name, image.tag, image.digest}});
  }
  if (target.environment->branch || origins.is_elsewhere) {
    return deploy::render_path(*source_of(origins.source, target, after), after.revision, target,
                               images);
  }
  const bool is_own = record.operation == "bump" && after.revision == origins.parent;
  if (is_own || !origins.history->reaches(origins.parent, after.revision))
    return deploy::render_path(draft, after.revision, target, images);
  return deploy::render_path(*origins.history->tree(after.revision), after.revision, target,
                             images);
}

void rerender_paths(plan::Draft& draft, const record::Record& record, const Origins& origins) {
  for (const config::Environment& environment : origins.config.environments) {
    if (!deploy::concerns(record, environment.name) && record.operation != "generate") continue;
    for (const auto& target : deploy::render_targets(origins.config, environment)) {
      const auto& keep = environment.render->keep;
      const auto after = deploy::read_rendered(*origins.after, target.path, keep);
      if (!after) continue;
      const auto before = deploy::read_rendered(draft, target.path, keep);
      const auto next = render_again(draft, record, origins, target, *after);
      if (before && before->runs_the_same(next)) continue;
      deploy::write_rendered(draft, target.path, next, keep);
    }
  }
}

const config::Service& require_service(const config::Config& config, const std::string& name) {
  const config::Service* service = config::find_named(config.services, name);
  if (service != nullptr) return *service;
  throw Error(ErrorKind::input, fmt::format("relctl.yaml has no service {}", name));
}

bool is_about_holds(const record::Record& record) {
  return record.operation == "hold" || record.operation == "unhold";
}

/// Writes what the operation did to one service.
void recompute_service(plan::Draft& draft, const record::Record& record,
                       const record::ServiceRecord& each, const Origins& origins) {
  const config::Service& service = require_service(origins.config, each.name);
  if (is_about_holds(record)) return;
  if (record.operation == "snapshot") return write_versions(draft, service, each.version);
  if (record.operation == "bump") write_release(draft, service, each.version, record, origins);
  for (const config::Environment& environment : origins.config.environments) {
    if (was_written(record, environment, service))
      deploy(draft, environment, service, each.version, record, origins);
  }
}

}  // namespace

void recompute(plan::Draft& draft, const record::Record& record, const Origins& origins) {
  for (const record::ServiceRecord& each : record.services)
    recompute_service(draft, record, each, origins);
  if (record.operation == "generate") generate(draft, origins.config);
  if (!is_about_holds(record)) rerender_paths(draft, record, origins);
  if (record.operation == "adopt") copy_adopted(draft, origins);
  recompute_holds(draft, record, *origins.after);
}

}  // namespace relctl::judge
