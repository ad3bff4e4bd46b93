// SPDX-License-Identifier: MIT
#include "kustomize/manifest.hpp"

#include <optional>
#include <string_view>

#include "kustomize/nodes.hpp"

namespace relctl::kustomize {

namespace {

bool is_container_list(const yaml::Node& key) {
  return key.value == "containers" || key.value == "initContainers" ||
         key.value == "ephemeralContainers";
}

/// Kustomize takes any text for an image; what templates leave behind is none.
std::optional<ImageReference> image_of(const yaml::Node& scalar) {
  const bool plausible = !scalar.value.empty() &&
                         scalar.value.find_first_of(" \t\r\n{}$()<>\"'") == std::string::npos &&
                         !scalar.is_null();
  if (scalar.kind != yaml::Kind::scalar || !plausible) return std::nullopt;
  ImageReference image = split_image(scalar.value);
  if (image.name.empty()) return std::nullopt;
  return image;
}

class ImageSearch {
 public:
  explicit ImageSearch(const yaml::Node& document) : anchors_(document) { visit(document); }

  std::vector<ManifestImage> take() { return std::move(images_); }

 private:
  void visit(const yaml::Node& node) {
    for (const yaml::Node& item : node.items) {
      operation(item);
      visit(item);
    }
    for (const auto& [key, value] : node.entries) {
      if (is_container_list(key)) containers(value);
      visit(value);
    }
  }

  void containers(const yaml::Node& list) {
    for (const yaml::Node& item : list.items) {
      if (const yaml::Node* image = item.find("image")) add(*image);
    }
  }

  void operation(const yaml::Node& item) {
    const yaml::Node* path = item.find("path");
    const yaml::Node* operation = item.find("op");
    const yaml::Node* value = item.find("value");
    if (path == nullptr || operation == nullptr || value == nullptr) return;
    const bool writes = operation->value == "add" || operation->value == "replace";
    if (writes && path->value.ends_with("/image")) add(*value);
  }

  void add(const yaml::Node& node) {
    if (std::optional<ImageReference> image = image_of(anchors_.follow(node))) {
      images_.push_back({*std::move(image), &node});
    }
  }

  Anchors anchors_;
  std::vector<ManifestImage> images_;
};

}  // namespace

std::vector<ManifestImage> manifest_images(const yaml::Stream& stream) {
  std::vector<ManifestImage> images;
  for (const yaml::Node& document : stream.documents) {
    const std::vector<ManifestImage> found = ImageSearch(document).take();
    images.insert(images.end(), found.begin(), found.end());
  }
  return images;
}

}  // namespace relctl::kustomize
