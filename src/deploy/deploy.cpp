// SPDX-License-Identifier: MIT
#include "deploy/deploy.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/built_images.hpp"
#include "deploy/generated.hpp"
#include "deploy/rendered_path.hpp"
#include "deploy/rendering.hpp"
#include "deploy/tag_forms.hpp"
#include "json/document.hpp"
#include "kustomize/image_reference.hpp"
#include "record/version_pattern.hpp"
#include "semver/version.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageSetting;

constexpr std::string_view placeholder = "{version}";

/// Image tags have no "+".
std::string tag_text(std::string version) {
  std::replace(version.begin(), version.end(), '+', '_');
  return version;
}

/// The version that stands in `text` at the placeholder of `pattern`.
std::optional<std::string> version_in(std::string_view pattern, std::string_view text) {
  auto version = record::version_place(pattern, text);
  if (!version) return std::nullopt;
  std::replace(version->begin(), version->end(), '_', '+');
  return semver::parse(*version) ? version : std::nullopt;
}

const config::Image* image_of(const config::Service& service, const config::DeployPlace& place) {
  if (!place.image) return service.images.size() == 1 ? &service.images.front() : nullptr;
  const auto found = std::find_if(service.images.begin(), service.images.end(),
                                  [&](const auto& image) { return image.name == *place.image; });
  return found == service.images.end() ? nullptr : &*found;
}

/// The template of a place's value, with everything but the version filled in.
std::string pattern_of(const config::Service& service, const config::Environment& environment,
                       const config::DeployPlace& place) {
  const config::Image* image = image_of(service, place);
  const std::string of_image = image == nullptr ? std::string(placeholder) : image->tag;
  return config::expand(place.value.value_or(of_image), service.name, environment.name);
}

std::string value_of(const config::Service& service, const config::Environment& environment,
                     const config::DeployPlace& place, const std::string& version,
                     const std::vector<ImageSetting>& images) {
  const config::Image* image = image_of(service, place);
  if (!place.value && image != nullptr) {
    const auto set = std::find_if(images.begin(), images.end(), [&](const ImageSetting& each) {
      return each.name == config::repository_in(*image, environment.name) && each.tag;
    });
    if (set != images.end()) return *set->tag;
  }
  const std::string pattern = pattern_of(service, environment, place);
  return config::expand(pattern, std::nullopt, std::nullopt, tag_text(version));
}

std::optional<std::string> text_at(const Tree& tree, const config::DeployPlace& place) {
  if (!tree.find(place.path)) return std::nullopt;
  const std::string text = read_file(tree, place.path);
  return find_value(text, place.path, place.key);
}

}  // namespace

std::optional<std::string> find_value(const std::string& text, const std::string& path,
                                      const std::string& key) {
  return path.ends_with(".json") ? json::get(text, path, key) : yaml::get(text, path, key);
}

std::string with_value(const std::string& text, const std::string& path, const std::string& key,
                       const std::string& value) {
  return path.ends_with(".json") ? json::set(text, path, key, value)
                                 : yaml::set(text, path, key, value);
}

std::string path_of(const config::Environment& environment, const config::Service& service) {
  return config::expand(environment.path, service.name, environment.name);
}

bool runs_in(const config::Service& service, const config::Environment& environment) {
  const auto& subset = environment.services;
  return subset.empty() || std::find(subset.begin(), subset.end(), service.name) != subset.end();
}

std::string image_tag(const config::Service& service, const config::Image& image,
                      const std::string& version) {
  std::string tag = config::expand(image.tag, service.name, std::nullopt, tag_text(version));
  if (!kustomize::is_image_tag(tag)) {
    throw Error(ErrorKind::input, fmt::format("\"{}\" is no image tag: {} cannot get version {}",
                                              tag, image.name, version))
        .hint("an image tag has at most 128 letters, digits, \".\", \"_\" and \"-\"");
  }
  return tag;
}

std::optional<std::string> version_of_image_tag(const config::Service& service,
                                                const config::Image& image, std::string_view tag) {
  return version_in(config::expand(image.tag, service.name, std::nullopt), tag);
}

std::vector<config::DeployPlace> places_of(const config::Service& service,
                                           const config::Environment& environment) {
  std::vector<config::DeployPlace> places = service.deploy;
  for (config::DeployPlace& place : places) {
    place.path = config::expand(place.path, service.name, environment.name);
  }
  return places;
}

void write_place(plan::Draft& draft, const config::DeployPlace& place, const std::string& value) {
  const std::string text = read_file(draft, place.path);
  draft.write(place.path, with_value(text, place.path, place.key, value));
}

namespace {

/// The images of `all` that are to have a place below `path`: one that relctl.yaml says is used
/// nowhere is written where it stands, and missed where it does not.
std::vector<ImageSetting> placed_images(const Tree& tree, const config::Environment& environment,
                                        const config::Service& service,
                                        const std::vector<ImageSetting>& all) {
  const auto is_used = [&](const ImageSetting& setting) {
    const config::Image* image = config::image_in(service, environment.name, setting.name);
    return image == nullptr || image->used;
  };
  if (std::all_of(all.begin(), all.end(), is_used)) return all;
  const auto places = kustomize::read_images(tree, path_of(environment, service));
  std::vector<ImageSetting> placed;
  std::copy_if(all.begin(), all.end(), std::back_inserter(placed), [&](const auto& setting) {
    return is_used(setting) || std::any_of(places.begin(), places.end(), [&](const auto& place) {
             return place.image.name == setting.name;
           });
  });
  return placed;
}

}  // namespace

std::vector<ImageSetting> write_environment(plan::Draft& draft,
                                            const config::Environment& environment,
                                            const config::Service& service,
                                            const std::string& version,
                                            const std::vector<ImageSetting>& images) {
  const std::string path = path_of(environment, service);
  std::vector<ImageSetting> before;
  if (environment.render) {
    // What is rendered is written by rerender(), all services of a path together.
    before = images_listed(draft, path);
  } else if (environment.source && !images.empty()) {
    before = images_listed(draft, path);
    write_generated(draft, path,
                    config::expand(*environment.source, service.name, environment.name), images);
  } else if (!images.empty()) {
    const auto entry = draft.find(path);
    if (!entry || entry->mode != Mode::directory) {
      throw Error(ErrorKind::input, fmt::format("environment {} has no directory {} for service {}",
                                                environment.name, path, service.name))
          .hint("create it, or list the services that run there under `services`");
    }
    before = check_tag_forms(draft, environment, service);
    const auto placed = placed_images(draft, environment, service, images);
    if (!placed.empty()) draft.write(kustomize::set_images(draft, path, placed));
  }
  for (const config::DeployPlace& place : places_of(service, environment)) {
    write_place(draft, place, value_of(service, environment, place, version, images));
  }
  return before;
}

std::vector<std::string> unpinned(const std::vector<ImageSetting>& before,
                                  const std::vector<ImageSetting>& images,
                                  const std::string& environment) {
  std::vector<std::string> notes;
  for (const ImageSetting& image : images) {
    const bool was_pinned = std::any_of(before.begin(), before.end(), [&](const auto& each) {
      return each.name == image.name && each.digest;
    });
    if (!was_pinned || image.digest) continue;
    notes.push_back(fmt::format("{} in {} is pinned by a digest no more: none is known for {}.",
                                image.name, environment, image.tag.value_or("")));
  }
  return notes;
}

void check_places(const std::shared_ptr<const Tree>& tree, const config::Config& config,
                  const config::Environment& environment) {
  constexpr const char* any_version = "0.0.0";
  plan::Draft draft(tree);
  std::vector<Promise> promises;
  for (const config::Service& service : config.services) {
    if (!runs_in(service, environment)) continue;
    std::vector<ImageSetting> images;
    for (const config::Image& image : service.images) {
      images.push_back({config::repository_in(image, environment.name),
                        image_tag(service, image, any_version), std::nullopt});
    }
    write_environment(draft, environment, service, any_version, images);
    if (environment.render) {
      // Another service's images are its own check.
      render_path(draft, {}, render_target(config, environment, service), images);
    } else {
      promises.push_back({&service, std::move(images)});
    }
  }
  check_built_images(draft, environment, promises);
}

std::optional<PlaceValue> read_place(const Tree& tree, const config::Environment& environment,
                                     const config::Service& service,
                                     const config::DeployPlace& place) {
  const auto text = text_at(tree, place);
  if (!text) return std::nullopt;
  return PlaceValue{*text, version_in(pattern_of(service, environment, place), *text)};
}

}  // namespace relctl::deploy
