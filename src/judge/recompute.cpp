// SPDX-License-Identifier: MIT
#include "judge/recompute.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/carry.hpp"
#include "deploy/deploy.hpp"
#include "deploy/generated.hpp"
#include "deploy/way_back.hpp"
#include "formats/changelog.hpp"
#include "formats/version_file.hpp"
#include "judge/adopted.hpp"
#include "judge/own_files.hpp"
#include "judge/recompute_holds.hpp"
#include "record/releases.hpp"
#include "record/trailer_values.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

using kustomize::ImageSetting;

template <typename Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<ImageSetting> images_of(const record::Record& record, const std::string& environment,
                                    const config::Service& service) {
  std::vector<ImageSetting> images;
  for (const record::ImageRecord& image : record.images) {
    if (image.environment != environment) continue;
    if (find_named(service.images, image.name) == nullptr) continue;
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

void release(plan::Draft& draft, const config::Service& service, const std::string& version,
             const record::Record& record) {
  for (const formats::VersionFile& file : service.version_files)
    draft.write(formats::write_version(draft, file, version));
  if (!service.changelog || !semver::require(version).is_final()) return;
  const std::string tag = record::tag_name(service, semver::require(version));
  const std::string day = record::day_of({record.time, record.offset});
  draft.write(*service.changelog,
              formats::release_changelog(read_file(draft, *service.changelog), *service.changelog,
                                         {version, tag, day})
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
  const config::Environment* from = find_named(origins.config.environments, *record.from);
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

}  // namespace

void recompute(plan::Draft& draft, const record::Record& record, const Origins& origins) {
  const config::Config& config = origins.config;
  for (const record::ServiceRecord& each : record.services) {
    const config::Service* service = find_named(config.services, each.name);
    if (service == nullptr) {
      throw Error(ErrorKind::input, fmt::format("relctl.yaml has no service {}", each.name));
    }
    if (record.operation == "bump") release(draft, *service, each.version, record);
    if (record.operation == "hold" || record.operation == "unhold") continue;
    for (const config::Environment& environment : config.environments) {
      if (was_written(record, environment, *service)) {
        deploy(draft, environment, *service, each.version, record, origins);
      }
    }
  }
  if (record.operation == "generate") generate(draft, config);
  if (record.operation == "adopt") copy_adopted(draft, origins);
  recompute_holds(draft, record, *origins.after);
}

}  // namespace relctl::judge
