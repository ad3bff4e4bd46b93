// SPDX-License-Identifier: MIT
#include "plan/recompute.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/changelog.hpp"
#include "formats/version_file.hpp"
#include "plan/adopted.hpp"
#include "plan/carry.hpp"
#include "plan/deploy.hpp"
#include "plan/generated.hpp"
#include "plan/holds.hpp"
#include "plan/own_files.hpp"
#include "plan/releases.hpp"
#include "plan/trailer_values.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"

namespace relctl::plan {
namespace {

using kustomize::ImageSetting;

template <typename Named>
const Named* find_named(const std::vector<Named>& all, const std::string& name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<ImageSetting> images_of(const Record& record, const std::string& environment,
                                    const config::Service& service) {
  std::vector<ImageSetting> images;
  for (const ImageRecord& image : record.images) {
    if (image.environment != environment) continue;
    if (find_named(service.images, image.name) == nullptr) continue;
    images.push_back({image.name, image.tag, image.digest});
  }
  return images;
}

/// True when the operation wrote the service to the environment.
bool was_written(const Record& record, const config::Environment& environment,
                 const config::Service& service) {
  if (!runs_in(service, environment)) return false;
  if (!images_of(record, environment.name, service).empty()) return true;
  const bool places_alone = service.images.empty() && !service.deploy.empty();
  const bool meant =
      record.environment ? *record.environment == environment.name : environment.automatic;
  return places_alone && meant;
}

void release(Draft& draft, const config::Service& service, const std::string& version,
             const Record& record) {
  for (const formats::VersionFile& file : service.version_files)
    draft.write(formats::write_version(draft, file, version));
  if (!service.changelog || !semver::require(version).is_final()) return;
  const std::string tag = tag_name(service, semver::require(version));
  const std::string day = day_of({record.time, record.offset});
  draft.write(*service.changelog,
              formats::release_changelog(read_file(draft, *service.changelog), *service.changelog,
                                         {version, tag, day})
                  .text);
}

void deploy(Draft& draft, const config::Config& config, const config::Environment& environment,
            const config::Service& service, const std::string& version, const Record& record) {
  if (record.from && !environment.carry.empty()) {
    const config::Environment* from = find_named(config.environments, *record.from);
    if (from != nullptr && !from->repository && !from->branch) {
      carry(draft, environment, service, draft, path_of(*from, service));
    }
  }
  write_environment(draft, environment, service, version,
                    images_of(record, environment.name, service));
}

void copy_own(Draft& draft, const config::Config& config, const std::shared_ptr<const Tree>& after,
              const std::string& path) {
  if (!after->find(path)) {
    draft.remove(path);
  } else if (own_file_fault(config, after, path).empty()) {
    draft.write(path, after->read(path));
  }
}

void generate(Draft& draft, const config::Config& config) {
  for (const config::Environment& environment : config.environments) {
    for (const config::Service& service : config.services) {
      if (!environment.source || !runs_in(service, environment)) continue;
      if (!draft.find(config::expand(*environment.source, service.name, environment.name)))
        continue;
      write_generated(draft, path_of(environment, service),
                      config::expand(*environment.source, service.name, environment.name),
                      read_environment(draft, environment, service).images);
    }
  }
}

}  // namespace

void recompute(Draft& draft, const config::Config& config, const Record& record,
               const std::shared_ptr<const Tree>& after) {
  for (const ServiceRecord& each : record.services) {
    const config::Service* service = find_named(config.services, each.name);
    if (service == nullptr) {
      throw Error(ErrorKind::input, fmt::format("relctl.yaml has no service {}", each.name));
    }
    if (record.operation == "bump") release(draft, *service, each.version, record);
    if (record.operation == "hold" || record.operation == "unhold") continue;
    for (const config::Environment& environment : config.environments) {
      if (was_written(record, environment, *service)) {
        deploy(draft, config, environment, *service, each.version, record);
      }
    }
  }
  if (record.operation == "generate") generate(draft, config);
  if (record.operation == "adopt") copy_own(draft, config, after, adopted_path);
  if (record.environment && record.operation != "promote") {
    copy_own(draft, config, after, holds_path(*record.environment));
  }
}

}  // namespace relctl::plan
