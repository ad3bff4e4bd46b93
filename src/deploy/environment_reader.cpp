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

  Deployed finish() {
    for (const semver::Version& version : versions)
      deployed.versions.push_back(semver::to_string(version));
    return std::move(deployed);
  }
};

}  // namespace

const EnvironmentReader::Places& EnvironmentReader::places(const config::Service& service) {
  const std::string path = path_of(environment_, service);
  const auto known = read_.find(path);
  if (known != read_.end()) return known->second;
  Places places;
  if (environment_.render) {
    // What runs is what the kustomization says: nobody but relctl writes the objects beside it.
    for (kustomize::ImageSetting& image : images_listed(*tree_, path)) {
      const std::string name = image.name;
      places.emplace(name, kustomize::ImagePlace{path, 0, std::move(image)});
    }
    return read_.emplace(path, std::move(places)).first->second;
  }
  for (kustomize::ImagePlace& place : kustomize::read_images(*tree_, path)) {
    const std::string name = place.image.name;
    places.emplace(name, std::move(place));
  }
  return read_.emplace(path, std::move(places)).first->second;
}

Deployed EnvironmentReader::read(const config::Service& service) {
  Findings findings;
  for (const config::Image& image : service.images) {
    const auto [begin, end] = places(service).equal_range(image.name);
    for (auto place = begin; place != end; ++place) {
      const kustomize::ImageSetting& setting = place->second.image;
      auto& known = findings.deployed.images;
      if (std::find(known.begin(), known.end(), setting) == known.end()) known.push_back(setting);
      if (setting.tag) {
        findings.add(*setting.tag, version_of_image_tag(service, image, *setting.tag));
      }
    }
  }
  for (const config::DeployPlace& place : places_of(service, environment_)) {
    if (const auto value = read_place(*tree_, environment_, service, place)) {
      findings.add(value->text, value->version);
    }
  }
  return findings.finish();
}

std::vector<std::string> EnvironmentReader::unknown_images(const config::Config& config) {
  std::set<std::string> known;
  for (const config::Service& service : config.services) {
    for (const config::Image& image : service.images)
      known.insert(image.name);
    if (runs_in(service, environment_)) places(service);
  }
  std::set<std::string> unknown;
  for (const auto& [path, places] : read_) {
    for (const auto& [name, place] : places) {
      if (!known.contains(name)) unknown.insert(name);
    }
  }
  return {unknown.begin(), unknown.end()};
}

Deployed read_environment(const Tree& tree, const config::Environment& environment,
                          const config::Service& service) {
  // Lent, not shared: the reader does not outlive the call.
  const std::shared_ptr<const Tree> lent(std::shared_ptr<const Tree>(), &tree);
  return EnvironmentReader(lent, environment).read(service);
}

}  // namespace relctl::deploy
