// SPDX-License-Identifier: MIT
#include "adopt/images.hpp"

#include <algorithm>
#include <array>

#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "kustomize/usage.hpp"
#include "semver/version.hpp"

namespace relctl::adopt {
namespace {

// Hosts and groups that publish what others run.
constexpr std::array<std::string_view, 12> public_collections = {
    "registry.k8s.io", "quay.io/prometheus", "docker.io/library", "docker.io/bitnami", "bitnami",
    "public.ecr.aws",  "mcr.microsoft.com",  "gcr.io/google",     "grafana",           "prom",
    "k8s.gcr.io",      "gcr.io/distroless"};

void add(UsedImages& images, const kustomize::ImageReference& image) {
  // A name that no registry takes is a placeholder that a kustomization renames elsewhere.
  if (!kustomize::parse_image_reference(image.name)) return;
  std::set<std::string>& tags = images.tags[image.name];
  if (image.tag) tags.insert(*image.tag);
}

bool is_public(std::string_view image) {
  if (image.find('/') == std::string_view::npos) return true;
  return std::any_of(public_collections.begin(), public_collections.end(), [&](const auto& each) {
    return image.starts_with(each) && image.substr(each.size()).starts_with('/');
  });
}

}  // namespace

UsedImages images_in(const Tree& tree, const std::string& folder) {
  UsedImages images;
  try {
    kustomize::Files files(tree, folder);
    const std::vector<kustomize::ImageSetting> every;
    const kustomize::Usage usage(files, every);
    for (const auto& [directory, uses] : usage.roots()) {
      for (const kustomize::Use& use : uses)
        add(images, use.image);
    }
    for (const kustomize::Use& use : usage.loose())
      add(images, use.image);
  } catch (const Error& error) {
    images.fault = error.what();
  }
  return images;
}

Ownership ownership(std::string_view image, const std::optional<Origin>& origin,
                    const std::set<std::string>& names) {
  const std::string own = service_of_image(image);
  const bool is_named = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return own == name || own.ends_with('-' + name);
  });
  if (is_named) return Ownership::own;
  const std::vector<std::string> parts = parts_of(image);
  if (origin && !origin->owner.empty()) {
    const std::string owner = parts_of(origin->owner).front();
    const bool is_owners = std::find(parts.begin(), parts.end() - 1, owner) != parts.end() - 1;
    if (is_owners) return Ownership::own;
  }
  return is_public(image) ? Ownership::foreign : Ownership::doubtful;
}

std::string service_of_image(std::string_view image) {
  return as_name(base_name(image));
}

std::optional<std::string> tag_template(const std::set<std::string>& tags) {
  std::optional<std::string> found;
  for (const std::string& tag : tags) {
    const bool has_v = tag.starts_with('v');
    if (!semver::parse(tag.substr(has_v ? 1 : 0))) continue;
    const std::string pattern = has_v ? "v{version}" : "{version}";
    if (found && *found != pattern) return std::nullopt;
    found = pattern;
  }
  return found;
}

}  // namespace relctl::adopt
