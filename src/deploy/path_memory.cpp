// SPDX-License-Identifier: MIT
#include "deploy/path_memory.hpp"

#include <optional>
#include <utility>

namespace relctl::deploy {
namespace {

NamedImages read_named(const Tree& tree, const std::string& path) {
  NamedImages named;
  for (kustomize::ImagePlace& place : kustomize::read_images(tree, path)) {
    std::string name = place.image.name;
    named.emplace(std::move(name), std::move(place.image));
  }
  return named;
}

}  // namespace

std::shared_ptr<const PathImages> PathMemory::built(const Tree& tree, const std::string& path) {
  const std::optional<Entry> entry = tree.find(path);
  if (auto known = entry ? built_.find(entry->id) : nullptr) return known;
  auto images = std::make_shared<const PathImages>(read_path_images(tree, path));
  if (entry && images->is_movable) built_.keep(entry->id, 1, images);
  return images;
}

std::shared_ptr<const NamedImages> PathMemory::named(const Tree& tree, const std::string& path) {
  const std::optional<Entry> entry = tree.find(path);
  if (auto known = entry ? named_.find(entry->id) : nullptr) return known;
  auto images = std::make_shared<const NamedImages>(read_named(tree, path));
  // What a build needs from elsewhere decides here too: what was not built counts as movable
  // nowhere.
  if (entry && built_.find(entry->id)) named_.keep(entry->id, 1, images);
  return images;
}

}  // namespace relctl::deploy
