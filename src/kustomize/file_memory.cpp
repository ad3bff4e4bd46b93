// SPDX-License-Identifier: MIT
#include "kustomize/file_memory.hpp"

#include <optional>

namespace relctl::kustomize {
namespace {

constexpr std::size_t usual_size = 1024;  // of a kustomization's text, in bytes

Manifest parsed_manifest(std::string_view text, const std::string& path) {
  Manifest manifest{yaml::parse(text, path), {}};
  manifest.images = manifest_images(manifest.stream);
  return manifest;
}

}  // namespace

std::shared_ptr<const Kustomization> FileMemory::kustomization(const Tree& tree,
                                                               const std::string& path) {
  const std::optional<Entry> entry = tree.find(path);
  return kustomizations_.get({path, entry ? entry->id : ObjectId()}, usual_size,
                             [&] { return load_kustomization(tree, path); });
}

std::shared_ptr<const Manifest> FileMemory::manifest(
    const Tree& tree, const std::string& path,
    const std::function<bool(std::string_view)>& wanted) {
  const std::optional<Entry> entry = tree.find(path);
  if (!entry || (entry->mode != Mode::file && entry->mode != Mode::executable)) return nullptr;
  const std::string text = tree.read(path);
  if (!wanted(text)) return nullptr;
  return manifests_.get({path, entry->id}, text.size(),
                        [&] { return parsed_manifest(text, path); });
}

}  // namespace relctl::kustomize
