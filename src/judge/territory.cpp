// SPDX-License-Identifier: MIT
#include "judge/territory.hpp"

#include <algorithm>

#include "deploy/deploy.hpp"
#include "tree/path.hpp"

namespace relctl::judge {
namespace {

void add_carried(const Site& site, const std::string& path, Rights& rights) {
  for (const config::Carry& item : site.environment->carry) {
    const std::string name = config::expand(item.path, site.service->name, site.environment->name);
    if (carried_path(site, name) != path) continue;
    if (item.keys.empty()) rights.carried.push_back({site, item.path});
    for (const std::string& key : item.keys)
      rights.keys.push_back({site, key, nullptr, item.path});
  }
}

void add_places(const Site& site, const std::string& path, Rights& rights) {
  const auto places = deploy::places_of(*site.service, *site.environment);
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].path != path) continue;
    rights.keys.push_back({site, places[i].key, &site.service->deploy[i], {}});
  }
}

}  // namespace

kustomize::ImageSetting named_as_in(const std::string& environment, const Site& site,
                                    kustomize::ImageSetting image) {
  const config::Image* known = config::image_in(*site.service, site.environment->name, image.name);
  if (known != nullptr) image.name = config::repository_in(*known, environment);
  return image;
}

Owned Rights::owned() const {
  Owned owned;
  for (const Site& site : sites) {
    for (const config::Image& image : site.service->images)
      owned.images.insert(config::repository_in(image, site.environment->name));
  }
  for (const OwnedKey& key : keys)
    owned.keys.insert(key.key);
  return owned;
}

Site Rights::site_of(std::string_view image) const {
  for (const Site& site : sites) {
    if (config::image_in(*site.service, site.environment->name, std::string(image)) != nullptr)
      return site;
  }
  return {};
}

Territory::Territory(const config::Config& config) : roots_(config.generated) {
  roots_.emplace_back(".relctl");
  for (const config::Environment& environment : config.environments) {
    if (environment.repository) continue;
    for (deploy::RenderTarget& target : deploy::render_targets(config, environment)) {
      if (!is_guarded(target.path)) roots_.push_back(target.path);
      rendered_.push_back(std::move(target));
    }
    for (const config::Service& service : config.services) {
      if (!deploy::runs_in(service, environment)) continue;
      sites_.push_back({&environment, &service});
      add_files(sites_.size() - 1);
    }
  }
}

void Territory::add_files(std::size_t number) {
  const Site& site = sites_[number];
  const std::string directory = deploy::path_of(*site.environment, *site.service);
  by_directory_[directory].push_back(number);
  for (const config::DeployPlace& place : deploy::places_of(*site.service, *site.environment))
    by_file_[place.path].push_back(number);
  for (const config::Carry& item : site.environment->carry) {
    const std::string name = config::expand(item.path, site.service->name, site.environment->name);
    by_file_[carried_path(site, name)].push_back(number);
  }
}

bool Territory::is_guarded(std::string_view path) const {
  return std::any_of(roots_.begin(), roots_.end(),
                     [&](const std::string& root) { return is_below(path, root); });
}

const deploy::RenderTarget* Territory::rendered_at(std::string_view path) const {
  const auto found = std::find_if(rendered_.begin(), rendered_.end(),
                                  [&](const auto& target) { return is_below(path, target.path); });
  return found == rendered_.end() ? nullptr : &*found;
}

bool Territory::is_kept(std::string_view path) const {
  const deploy::RenderTarget* target = rendered_at(path);
  if (target == nullptr) return false;
  const auto& keep = target->environment->render->keep;
  return std::any_of(keep.begin(), keep.end(), [&](const std::string& each) {
    return is_below(path, join_path(target->path, each));
  });
}

/// The sites whose path is `path` or above it, in the configuration's order.
std::set<std::size_t> Territory::sites_above(std::string_view path) const {
  std::set<std::size_t> numbers;
  for (std::string_view above = path;; above = directory_of(above)) {
    const auto found = by_directory_.find(above);
    if (found != by_directory_.end()) numbers.insert(found->second.begin(), found->second.end());
    if (above.empty()) return numbers;
  }
}

Rights Territory::rights(const std::string& path) const {
  Rights rights;
  if (const auto found = by_file_.find(path); found != by_file_.end()) {
    const std::set<std::size_t> numbers(found->second.begin(), found->second.end());
    for (const std::size_t number : numbers) {
      add_places(sites_[number], path, rights);
      add_carried(sites_[number], path, rights);
    }
  }
  for (const std::size_t number : sites_above(path))
    rights.sites.push_back(sites_[number]);
  for (const Site& site : rights.sites) {
    const std::string file =
        join_path(deploy::path_of(*site.environment, *site.service), "kustomization.yaml");
    if (site.environment->source && file == path) rights.generated = site;
  }
  return rights;
}

std::vector<const config::Environment*> predecessors(const config::Config& config,
                                                     const config::Environment& environment) {
  std::vector<const config::Environment*> found;
  std::vector<std::string> names = environment.after;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const config::Environment& each = config::environment(config, names[i]);
    if (std::find(found.begin(), found.end(), &each) != found.end()) continue;
    found.push_back(&each);
    if (!environment.strict) names.insert(names.end(), each.after.begin(), each.after.end());
  }
  return found;
}

std::string carried_path(const Site& site, const std::string& path) {
  const std::string directory = deploy::path_of(*site.environment, *site.service);
  const std::string name = config::expand(path, site.service->name, site.environment->name);
  return join_path(directory, name);
}

}  // namespace relctl::judge
