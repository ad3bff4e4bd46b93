// SPDX-License-Identifier: MIT
#include "kustomize/manifest.hpp"

#include <optional>
#include <set>
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
  explicit ImageSearch(const yaml::Node& document) : anchors_(document) { visit(document, false); }

  std::vector<ManifestImage> take() { return std::move(images_); }

 private:
  void visit(const yaml::Node& node, bool holds_texts) {
    for (const yaml::Node& item : node.items) {
      operation(item);
      visit(item, holds_texts);
    }
    const bool texts = holds_texts || is_of_texts(node);
    for (const auto& [key, value] : node.entries) {
      if (is_container_list(key)) containers(value);
      if (key.value == "image" && !texts) other_field(value);
      visit(value, texts);
    }
  }

  /// True for objects in which a field called image is anything.
  static bool is_of_texts(const yaml::Node& node) {
    const yaml::Node* kind = node.find("kind");
    return kind != nullptr && (kind->value == "ConfigMap" || kind->value == "Secret" ||
                               kind->value == "CustomResourceDefinition");
  }

  /// `image` of a custom kind, or of a container that was met already; `image.reference` of a
  /// volume, which entries of `images` set as they set a container's.
  void other_field(const yaml::Node& value) {
    const yaml::Node* field = value.kind == yaml::Kind::mapping ? value.find("reference") : &value;
    if (field == nullptr || known_.contains(field)) return;
    const auto image = image_of(anchors_.follow(*field));
    if (image && (image->tag || image->digest)) images_.push_back({*image, field, field != &value});
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
      known_.insert(&node);
    }
  }

  Anchors anchors_;
  std::vector<ManifestImage> images_;
  std::set<const yaml::Node*> known_;
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
