// SPDX-License-Identifier: MIT
#include "deploy/path_images.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "deploy/built_path.hpp"
#include "deploy/deploy.hpp"
#include "deploy/workload_images.hpp"

namespace relctl::deploy {
namespace {

void append(PathImages& all, PathImages more) {
  std::move(more.images.begin(), more.images.end(), std::back_inserter(all.images));
  std::move(more.not_built.begin(), more.not_built.end(), std::back_inserter(all.not_built));
}

bool is_taken(const config::Service& service, const config::Image& image) {
  return std::any_of(service.deploy.begin(), service.deploy.end(),
                     [&](const auto& place) { return !place.image || *place.image == image.name; });
}

Error not_used(const config::Service& service, const config::Image& image,
               const PathImages& known) {
  std::set<std::string> others;
  for (const RunningImage& each : known.images)
    others.insert(each.image.name);
  return Error(ErrorKind::input, fmt::format("no workload of any environment uses the image {} of "
                                             "service {}",
                                             image.name, service.name))
      .hint(fmt::format("images that workloads use: {}", fmt::join(others, ", ")))
      .hint(fmt::format("in relctl.yaml, name the image as the manifests do, or write {{name: {}, "
                        "used: false}}",
                        image.name));
}

/// True where a workload uses `image`, under its name or that of one of its repositories.
bool is_used(const config::Image& image, const PathImages& known) {
  return std::any_of(known.images.begin(), known.images.end(), [&](const RunningImage& each) {
    return each.names.contains(image.name) ||
           std::any_of(image.repositories.begin(), image.repositories.end(),
                       [&](const auto& own) { return each.names.contains(own.second); });
  });
}

/// The first image of `service` that none of the workloads `known` uses, though one has to; null
/// where there is none.
const config::Image* unused_image(const config::Service& service, const PathImages& known) {
  const auto found =
      std::find_if(service.images.begin(), service.images.end(), [&](const config::Image& image) {
        return image.used && !is_taken(service, image) && !is_used(image, known);
      });
  return found == service.images.end() ? nullptr : &*found;
}

/// True where the service's own paths already show that its images are used: mostly the first does,
/// and those of a thousand other services need not be built.
bool is_used_at_home(const Tree& tree, const config::Config& config, const config::Service& service,
                     const std::function<bool(const config::Environment&)>& is_read) {
  PathImages known;
  return unused_image(service, known) == nullptr ||
         std::any_of(config.environments.begin(), config.environments.end(),
                     [&](const config::Environment& environment) {
                       if (!is_read(environment) || !runs_in(service, environment)) return false;
                       append(known, read_path_images(tree, path_of(environment, service)));
                       return unused_image(service, known) == nullptr;
                     });
}

}  // namespace

PathImages read_path_images(const Tree& tree, const std::string& path) {
  PathImages result;
  for (const BuiltFolder& built : build_path(tree, path)) {
    if (!built.build) {
      result.not_built.push_back(built.fault);
      result.is_movable = false;
      continue;
    }
    result.is_movable = result.is_movable && built.build->is_movable();
    const ImageNames names(tree, *built.build);
    for (const WorkloadImage& each : workload_images(*built.build)) {
      result.images.push_back({workload_name(*each.object),
                               {each.image.name, each.image.tag, each.image.digest},
                               names.origins(each.image.name)});
    }
  }
  return result;
}

std::vector<std::string> paths_of(const config::Config& config,
                                  const config::Environment& environment) {
  std::set<std::string> paths;
  for (const config::Service& service : config.services) {
    if (config::is_deployed(service) && runs_in(service, environment))
      paths.insert(path_of(environment, service));
  }
  return {paths.begin(), paths.end()};
}

PathImages read_environment_images(const Tree& tree, const config::Config& config,
                                   const config::Environment& environment) {
  PathImages result;
  for (const std::string& path : paths_of(config, environment))
    append(result, read_path_images(tree, path));
  return result;
}

void check_images_used(const Tree& tree, const config::Config& config,
                       const std::vector<const config::Service*>& services,
                       const std::function<bool(const config::Environment&)>& is_here) {
  // What was rendered names images as they run alone: its source is looked at where it is rendered.
  const auto is_read = [&](const config::Environment& environment) {
    return is_here(environment) && !environment.render;
  };
  std::vector<const config::Service*> left;
  std::copy_if(
      services.begin(), services.end(), std::back_inserter(left),
      [&](const auto* service) { return !is_used_at_home(tree, config, *service, is_read); });
  if (left.empty()) return;
  PathImages known;
  std::vector<const config::Environment*> unknown;
  for (const config::Environment& environment : config.environments) {
    PathImages images;
    if (is_read(environment)) images = read_environment_images(tree, config, environment);
    if (!is_read(environment) || !images.not_built.empty()) unknown.push_back(&environment);
    append(known, std::move(images));
  }
  if (known.images.empty()) return;
  for (const config::Service* service : left) {
    const auto runs_there = [&](const auto& environment) { return runs_in(*service, environment); };
    const bool is_known =
        std::any_of(config.environments.begin(), config.environments.end(), runs_there) &&
        std::none_of(unknown.begin(), unknown.end(),
                     [&](const auto* environment) { return runs_there(*environment); });
    const config::Image* const unused = is_known ? unused_image(*service, known) : nullptr;
    if (unused != nullptr) throw not_used(*service, *unused, known);
  }
}

}  // namespace relctl::deploy
