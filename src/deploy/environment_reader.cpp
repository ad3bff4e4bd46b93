// SPDX-License-Identifier: MIT
#include "deploy/environment_reader.hpp"

#include <algorithm>
#include <compare>
#include <set>

#include "deploy/rendered_path.hpp"
#include "semver/version.hpp"

namespace relctl::deploy {
namespace {

/// In order of precedence; versions that differ in build metadata alone are different images.
struct InOrder {
  bool operator()(const semver::Version& a, const semver::Version& b) const {
    const auto order = semver::compare(a, b);
    return order == std::weak_ordering::equivalent ? a.build < b.build : std::is_lt(order);
  }
};

/// Collects what the places of one service say.
struct Findings {
  Deployed deployed;
  std::set<semver::Version, InOrder> versions;

  void add(const std::string& text, const std::optional<std::string>& version) {
    if (version) versions.insert(semver::require(*version));
    auto& others = deployed.others;
    if (!version && std::find(others.begin(), others.end(), text) == others.end()) {
      others.push_back(text);
    }
  }

  /// `image` of `service` has this tag or digest.
  void add(const config::Service& service, const config::Image& image,
           const kustomize::ImageSetting& setting) {
    auto& known = deployed.images;
    if (std::find(known.begin(), known.end(), setting) == known.end()) known.push_back(setting);
    if (setting.tag) add(*setting.tag, version_of_image_tag(service, image, *setting.tag));
  }

  /// What deploy places hold.
  void add_places(const Tree& tree, const config::Environment& environment,
                  const config::Service& service) {
    for (const config::DeployPlace& place : places_of(service, environment)) {
      if (const auto value = read_place(tree, environment, service, place))
        add(value->text, value->version);
    }
  }

  Deployed finish() {
    for (const semver::Version& version : versions)
      deployed.versions.push_back(semver::to_string(version));
    return std::move(deployed);
  }
};

/// An image whose name is known where it runs, or was before that, is known by all its names.
void add_renamed(const PathImages& images, std::set<std::string>& known) {
  for (const RunningImage& each : images.images) {
    const bool is_known = known.contains(each.image.name) ||
                          std::any_of(each.names.begin(), each.names.end(),
                                      [&](const auto& name) { return known.contains(name); });
    if (!is_known) continue;
    known.insert(each.image.name);
    known.insert(each.names.begin(), each.names.end());
  }
}

}  // namespace

const NamedImages& EnvironmentReader::named_for(const config::Service& service) {
  const std::string path = path_of(environment_, service);
  const auto known = named_.find(path);
  if (known != named_.end()) return *known->second;
  if (!environment_.render)
    return *named_.emplace(path, memory_->named(*tree_, path)).first->second;
  // What runs is what the kustomization says: nobody but relctl writes the objects beside it.
  auto listed = std::make_shared<NamedImages>();
  for (const kustomize::ImageSetting& image : images_listed(*tree_, path))
    listed->emplace(image.name, image);
  return *named_.emplace(path, std::move(listed)).first->second;
}

PathImages EnvironmentReader::built() const {
  PathImages all;
  for (const auto& [path, images] : built_) {
    all.images.insert(all.images.end(), images->images.begin(), images->images.end());
    all.not_built.insert(all.not_built.end(), images->not_built.begin(), images->not_built.end());
  }
  return all;
}

const PathImages& EnvironmentReader::built_for(const config::Service& service) {
  const std::string path = path_of(environment_, service);
  const auto known = built_.find(path);
  if (known != built_.end()) return *known->second;
  return *built_.emplace(path, memory_->built(*tree_, path)).first->second;
}

std::vector<kustomize::ImageSetting> EnvironmentReader::settings_of(const config::Service& service,
                                                                    const config::Image& image) {
  std::vector<kustomize::ImageSetting> settings;
  const std::string& name = config::repository_in(image, environment_.name);
  for (const RunningImage& each : built_for(service).images) {
    if (each.names.contains(name) && (each.image.tag || each.image.digest))
      settings.push_back({name, each.image.tag, each.image.digest});
  }
  if (!settings.empty()) return settings;
  const auto [begin, end] = named_for(service).equal_range(name);
  for (auto named = begin; named != end; ++named)
    settings.push_back(named->second);
  return settings;
}

Deployed EnvironmentReader::read(const config::Service& service) {
  Findings findings;
  for (const config::Image& image : service.images) {
    for (const kustomize::ImageSetting& setting : settings_of(service, image))
      findings.add(service, image, setting);
  }
  findings.add_places(*tree_, environment_, service);
  return findings.finish();
}

std::vector<std::string> EnvironmentReader::unknown_images(const config::Config& config) {
  std::set<std::string> known;
  for (const config::Service& service : config.services) {
    for (const config::Image& image : service.images)
      known.insert(config::repository_in(image, environment_.name));
    if (runs_in(service, environment_)) named_for(service);
  }
  for (const auto& [path, images] : built_)
    add_renamed(*images, known);
  std::set<std::string> unknown;
  for (const auto& [path, named] : named_) {
    for (const auto& [name, image] : *named) {
      if (!known.contains(name)) unknown.insert(name);
    }
  }
  return {unknown.begin(), unknown.end()};
}

Deployed read_environment(const Tree& tree, const config::Environment& environment,
                          const config::Service& service,
                          std::shared_ptr<kustomize::FileMemory> memory) {
  Findings findings;
  const auto places =
      kustomize::read_images(tree, path_of(environment, service), std::move(memory));
  for (const config::Image& image : service.images) {
    for (const kustomize::ImagePlace& place : places) {
      if (place.image.name == config::repository_in(image, environment.name))
        findings.add(service, image, place.image);
    }
  }
  findings.add_places(tree, environment, service);
  return findings.finish();
}

}  // namespace relctl::deploy
