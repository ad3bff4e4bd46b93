// SPDX-License-Identifier: MIT
#include "kustomize/files.hpp"

#include <algorithm>
#include <utility>

#include "tree/path.hpp"

namespace relctl::kustomize {

namespace {

constexpr int deepest = 64;

bool is_file(const Entry& entry) {
  return entry.mode == Mode::file || entry.mode == Mode::executable;
}

bool is_manifest_name(std::string_view name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

}  // namespace

Files::Files(const Tree& tree, std::string_view directory, std::shared_ptr<FileMemory> memory)
    : tree_(tree), memory_(std::move(memory)) {
  while (directory.ends_with('/'))
    directory.remove_suffix(1);
  directory_ = directory == "." ? "" : std::string(directory);
  search(directory_, 0);
}

bool Files::is_own(std::string_view path) const {
  return is_below(path, directory_);
}

void Files::search(const std::string& directory, int depth) {
  const std::vector<Entry> entries = tree_.list(directory);
  const auto named = [&](std::string_view name) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.name == name; });
  };
  if (named("Chart.yaml") || depth > deepest) return;
  if (find_kustomization(tree_, directory)) kustomized_.push_back(directory);
  for (const Entry& entry : entries) {
    std::string path = join_path(directory, entry.name);
    if (entry.mode == Mode::directory) {
      if (!entry.name.starts_with('.')) search(path, depth + 1);
    } else if (is_file(entry) && is_manifest_name(entry.name) &&
               !is_kustomization_name(entry.name)) {
      manifests_.push_back(std::move(path));
    }
  }
}

const Kustomization* Files::kustomization(const std::string& directory) {
  const auto [place, is_new] = loaded_.try_emplace(directory);
  if (is_new) {
    if (const std::optional<std::string> path = find_kustomization(tree_, directory)) {
      place->second = memory_->kustomization(tree_, *path);
    }
  }
  return place->second.get();
}

const Manifest* Files::manifest(const std::string& path,
                                const std::function<bool(std::string_view)>& wanted) {
  const auto known = parsed_.find(path);
  if (known != parsed_.end()) return known->second.get();
  return (parsed_[path] = memory_->manifest(tree_, path, wanted)).get();
}

}  // namespace relctl::kustomize
