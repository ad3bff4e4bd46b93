// SPDX-License-Identifier: MIT
#include "deploy/image_settings.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::deploy {
namespace {

bool names_image(const plan::DigestArgument& argument, const config::Image& image) {
  if (!argument.image || *argument.image == image.name) return true;
  return std::any_of(image.repositories.begin(), image.repositories.end(),
                     [&](const auto& own) { return own.second == *argument.image; });
}

}  // namespace

std::vector<kustomize::ImageSetting> image_settings(
    const config::Service& service, const std::string& environment, const std::string& version,
    const std::vector<plan::DigestArgument>& digests) {
  std::vector<kustomize::ImageSetting> settings;
  for (const config::Image& image : service.images) {
    kustomize::ImageSetting setting{config::repository_in(image, environment),
                                    deploy::image_tag(service, image, version), std::nullopt};
    for (const plan::DigestArgument& argument : digests) {
      if (names_image(argument, image)) setting.digest = argument.digest;
    }
    for (const plan::DigestArgument& argument : digests) {
      if (argument.image == setting.name) setting.digest = argument.digest;
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

std::vector<kustomize::ImageSetting> released_images(
    const config::Config& config, const config::Service& service, const std::string& version,
    const std::vector<plan::DigestArgument>& digests) {
  std::vector<kustomize::ImageSetting> released;
  for (const config::Environment& environment : config.environments) {
    if (!environment.automatic || !runs_in(service, environment)) continue;
    for (auto& image : image_settings(service, environment.name, version, digests)) {
      if (std::find(released.begin(), released.end(), image) == released.end())
        released.push_back(std::move(image));
    }
  }
  return released.empty() ? image_settings(service, "", version, digests) : released;
}

void check_digests(const std::vector<const config::Service*>& services,
                   const std::vector<plan::DigestArgument>& digests) {
  std::vector<const config::Image*> images;
  for (const config::Service* service : services) {
    for (const config::Image& image : service->images)
      images.push_back(&image);
  }
  for (const plan::DigestArgument& argument : digests) {
    if (!kustomize::is_digest(argument.digest)) {
      throw Error(ErrorKind::usage, fmt::format("\"{}\" is no digest", argument.digest))
          .hint("write it as sha256: and 64 hexadecimal digits");
    }
    if (!argument.image && images.size() != 1) {
      throw Error(
          ErrorKind::usage,
          fmt::format("there are {} images: --digest must say whose digest it is", images.size()))
          .hint("write --digest IMAGE=sha256:…");
    }
    if (std::none_of(images.begin(), images.end(),
                     [&](const config::Image* image) { return names_image(argument, *image); })) {
      throw Error(ErrorKind::usage, fmt::format("no service of this release has an image {}",
                                                argument.image.value_or("")))
          .hint("an image is named as under `images` in relctl.yaml, without tag");
    }
  }
}

}  // namespace relctl::deploy
