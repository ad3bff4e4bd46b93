// SPDX-License-Identifier: MIT
#include "release/version_places.hpp"

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "formats/version_file.hpp"
#include "kustomize/images.hpp"
#include "tree/path.hpp"

namespace relctl::release {
namespace {

/// Written into both sides of a comparison; every format takes it.
constexpr const char* any_version = "0.0.0";

/// Carries out a step that fails where a file is not as the configuration wants it: such a file
/// stays as it is, and differs then.
template <typename Step>
void attempt(const Step& step) {
  try {
    step();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
  }
}

}  // namespace

VersionPlaces::VersionPlaces(const config::Config& config) {
  for (const config::Service& service : config.services) {
    for (const formats::VersionFile& file : service.version_files)
      files_[file.path].versions.push_back(&file);
    for (const config::Environment& environment : config.environments) {
      const std::string path = config::expand(environment.path, service.name, environment.name);
      if (is_below("", path)) {
        for (const config::Image& image : service.images)
          root_images_.push_back({path, config::repository_in(image, environment.name)});
      }
      for (config::DeployPlace& place : deploy::places_of(service, environment))
        files_[place.path].deployed.push_back(std::move(place));
    }
  }
}

void VersionPlaces::erase_versions(plan::Draft& draft,
                                   const std::vector<std::string>& paths) const {
  for (const RootImage& image : root_images_) {
    attempt([&] {
      draft.write(kustomize::set_images(draft, image.path, {{image.name, any_version, {}}}));
    });
  }
  for (const std::string& path : paths) {
    const auto file = files_.find(path);
    if (file == files_.end()) continue;
    for (const formats::VersionFile* version : file->second.versions)
      attempt([&] { draft.write(formats::erase_version(draft, *version)); });
    for (const config::DeployPlace& place : file->second.deployed)
      attempt([&] { deploy::write_place(draft, place, any_version); });
  }
}

}  // namespace relctl::release
