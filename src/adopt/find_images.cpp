// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adopt/listing.hpp"
#include "adopt/survey.hpp"
#include "deploy/deploy.hpp"

namespace relctl::adopt {
namespace {

/// How an image is used.
struct Use {
  std::set<std::string> tags;
  std::set<std::string> environments;
};

using Images = std::map<std::string, Use>;

/// The folders that an environment's path stands for, one a service where it holds {service}. A
/// generated path that is not there yet is like its source.
std::vector<std::string> folders_of(const Survey& survey, const config::Environment& environment) {
  const bool is_there = survey.tree.find(environment.path).has_value() ||
                        environment.path.find('{') != std::string::npos;
  const std::string& path =
      is_there || !environment.source ? environment.path : *environment.source;
  if (path.find("{service}") == std::string::npos) return {path};
  std::vector<std::string> folders;
  for (const std::string& service : environment.services)
    folders.push_back(config::expand(path, service, environment.name));
  return folders;
}

Images images_of(Survey& survey) {
  Images images;
  for (const config::Environment& environment : survey.findings.config.environments) {
    for (const std::string& folder : folders_of(survey, environment)) {
      const UsedImages used = images_in(survey.tree, folder);
      if (used.fault) survey.unsure(fmt::format("{} could not be read: {}", folder, *used.fault));
      for (const auto& [image, tags] : used.tags) {
        images[image].tags.insert(tags.begin(), tags.end());
        images[image].environments.insert(environment.name);
      }
    }
  }
  return images;
}

/// The service whose name the image has, the longest name first; else the only one there is.
std::optional<std::string> owner_of(const Survey& survey, const std::string& image) {
  const std::string own = service_of_image(image);
  std::set<std::string> names = survey.service_names;
  for (const ServiceFolder& folder : survey.folders)
    names.insert(folder.name);
  std::string best;
  for (const std::string& name : names) {
    const bool fits = own == name || own.ends_with('-' + name);
    if (fits && name.size() > best.size()) best = name;
  }
  if (!best.empty()) return best;
  if (survey.only_deploys()) return own;
  if (survey.folders.size() == 1) return survey.folders.front().name;
  return std::nullopt;
}

void take(Survey& survey, const std::string& service, const std::string& image,
          const std::set<std::string>& tags) {
  config::Image taken;
  taken.name = image;
  if (const auto pattern = tag_template(tags)) {
    taken.tag = *pattern;
  } else if (!tags.empty()) {
    survey.unsure(fmt::format("{} has tag {}, which is no version: relctl will write versions",
                              image, fmt::join(tags, ", ")));
  }
  survey.need_service(service).images.push_back(std::move(taken));
}

void judge(Survey& survey, const std::string& image, const Use& use, Images& doubtful) {
  switch (ownership(image, survey.origin, survey.names())) {
    case Ownership::foreign:
      return;
    case Ownership::doubtful:
      doubtful[image] = use;
      return;
    case Ownership::own:
      break;
  }
  if (const auto owner = owner_of(survey, image)) {
    take(survey, *owner, image, use.tags);
  } else {
    survey.unsure(fmt::format("no service has the name of {}: it was left out", image));
  }
}

bool has_images(const Survey& survey) {
  const auto& services = survey.findings.config.services;
  return std::any_of(services.begin(), services.end(),
                     [](const config::Service& each) { return !each.images.empty(); });
}

/// Where nothing else could be it, a doubtful image is taken; else somebody has to say.
void settle(Survey& survey, const Images& doubtful) {
  const bool takes = !has_images(survey) && (doubtful.size() == 1 || survey.only_deploys());
  for (const auto& [image, use] : doubtful) {
    const auto owner = owner_of(survey, image);
    if (!owner) {
      survey.unsure(fmt::format("no service has the name of {}: it was left out", image));
    } else if (takes) {
      take(survey, *owner, image, use.tags);
      survey.unsure(fmt::format("{} was taken for an image of {}", image, *owner));
    } else {
      survey.findings.doubts.push_back({image, *owner});
    }
  }
}

/// Whether two images are one, from a registry of each environment's own.
bool is_copy(const config::Image& one, const config::Image& other, const Images& images) {
  const auto last_part = [](const std::string& name) { return name.substr(name.rfind('/') + 1); };
  if (last_part(one.name) != last_part(other.name) || one.tag != other.tag) return false;
  const auto& there = images.at(other.name).environments;
  return std::none_of(there.begin(), there.end(), [&](const std::string& environment) {
    return images.at(one.name).environments.contains(environment) ||
           one.repositories.contains(environment);
  });
}

/// The images of a service that are copies of one become one, called as in the first environment.
void join_copies(const Survey& survey, const Images& images, config::Service& service) {
  const auto place_of = [&](const config::Image& image) {
    const auto& all = survey.findings.config.environments;
    const auto& own = images.at(image.name).environments;
    return std::find_if(all.begin(), all.end(),
                        [&](const auto& each) { return own.contains(each.name); }) -
           all.begin();
  };
  std::stable_sort(
      service.images.begin(), service.images.end(),
      [&](const auto& one, const auto& other) { return place_of(one) < place_of(other); });
  std::vector<config::Image> joined;
  for (config::Image& image : service.images) {
    const auto known = std::find_if(joined.begin(), joined.end(), [&](const config::Image& each) {
      return is_copy(each, image, images);
    });
    if (known == joined.end()) {
      joined.push_back(std::move(image));
      continue;
    }
    for (const std::string& environment : images.at(image.name).environments)
      known->repositories.emplace(environment, image.name);
  }
  service.images = std::move(joined);
}

}  // namespace

void find_images(Survey& survey) {
  Images doubtful;
  const Images images = images_of(survey);
  for (const auto& [image, use] : images)
    judge(survey, image, use, doubtful);
  settle(survey, doubtful);
  for (config::Service& service : survey.findings.config.services)
    join_copies(survey, images, service);
}

}  // namespace relctl::adopt
