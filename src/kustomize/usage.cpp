// SPDX-License-Identifier: MIT
#include "kustomize/usage.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::kustomize {

namespace {

constexpr int longest_chain = 64;

void check_depth(int depth, const std::string& directory) {
  if (depth <= longest_chain) return;
  throw Error(ErrorKind::input,
              fmt::format("{}: more than {} kustomizations build on each other here", directory,
                          longest_chain));
}

}  // namespace

Usage::Usage(Files& files, const std::vector<ImageSetting>& settings)
    : files_(files), settings_(settings) {
  for (const std::string& directory : files_.kustomized())
    discover(directory, 0);
  find_names();
  std::vector<std::string> roots;
  for (const std::string& directory : files_.kustomized()) {
    if (!drawn_in_.contains(directory)) roots.push_back(directory);
  }
  for (const std::string& directory : roots)
    roots_[directory] = uses_of(directory, 0);
  for (const std::string& path : files_.manifests()) {
    if (drawn_in_.contains(path)) continue;
    std::set<Use> uses;
    add_manifest(path, uses);
    loose_.insert(loose_.end(), uses.begin(), uses.end());
  }
}

std::optional<std::size_t> Usage::setting_named(std::string_view name) const {
  const auto found = std::find_if(settings_.begin(), settings_.end(),
                                  [&](const ImageSetting& s) { return s.name == name; });
  if (found == settings_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - settings_.begin());
}

std::optional<std::size_t> Usage::setting_of(const ImageEntry& entry) const {
  std::optional<std::size_t> setting;
  if (entry.new_name) setting = setting_named(*entry.new_name);
  return setting ? setting : setting_named(entry.name);
}

/// Loads what `directory` draws in and notes what is drawn in from below the environment.
void Usage::discover(const std::string& directory, int depth) {
  check_depth(depth, directory);
  if (!discovered_.insert(directory).second) return;
  const Kustomization* kustomization = files_.kustomization(directory);
  if (kustomization == nullptr) return;
  unfollowed_.insert(kustomization->unfollowed.begin(), kustomization->unfollowed.end());
  const bool is_own = files_.is_own(directory);
  for (const auto* list : {&kustomization->resources, &kustomization->components}) {
    for (const std::string& path : *list) {
      if (is_own && path != directory) drawn_in_.insert(path);
      discover(path, depth + 1);
    }
  }
  if (is_own) drawn_in_.insert(kustomization->patches.begin(), kustomization->patches.end());
}

/// Entries rename images, so that a manifest may use one under another name.
void Usage::find_names() {
  for (const ImageSetting& setting : settings_)
    names_.insert(setting.name);
  for (std::size_t before = 0; before != names_.size();) {
    before = names_.size();
    for (const std::string& directory : discovered_) {
      const Kustomization* kustomization = files_.kustomization(directory);
      if (kustomization == nullptr) continue;
      for (const ImageEntry& entry : kustomization->images) {
        if (entry.new_name && names_.contains(*entry.new_name)) names_.insert(entry.name);
      }
    }
  }
}

bool Usage::is_wanted(std::string_view text) const {
  if (settings_.empty()) return text.find("image") != std::string_view::npos;
  return std::any_of(names_.begin(), names_.end(), [&](const std::string& name) {
    return text.find(name) != std::string_view::npos;
  });
}

const std::set<Use>& Usage::uses_of(const std::string& directory, int depth) {
  check_depth(depth, directory);
  const auto [place, is_new] = uses_.try_emplace(directory);
  std::set<Use>& uses = place->second;
  const Kustomization* kustomization = files_.kustomization(directory);
  if (!is_new || kustomization == nullptr) return uses;
  for (const std::string& path : kustomization->resources)
    draw_in(path, uses, depth);
  for (const std::string& path : kustomization->patches)
    add_manifest(path, uses);
  for (const std::string& text : kustomization->inline_patches) {
    draw_in_text(text, kustomization->path, uses);
  }
  for (const std::string& path : kustomization->components) {
    draw_in(path, uses, depth);
    if (const Kustomization* component = files_.kustomization(path)) transform(*component, uses);
  }
  transform(*kustomization, uses);
  return uses;
}

void Usage::draw_in(const std::string& path, std::set<Use>& uses, int depth) {
  if (files_.kustomization(path) == nullptr) {
    add_manifest(path, uses);
    return;
  }
  const std::set<Use>& theirs = uses_of(path, depth + 1);
  uses.insert(theirs.begin(), theirs.end());
}

void Usage::draw_in_text(const std::string& text, const std::string& path, std::set<Use>& uses) {
  if (!is_wanted(text)) return;
  try {
    for (const ManifestImage& image : manifest_images(yaml::parse(text, path))) {
      Use use;
      use.image = image.image;
      uses.insert(std::move(use));
    }
  } catch (const Error&) {
    // Nothing in the text is edited, so whether it is YAML is for kustomize to say.
    unfollowed_.insert(path + " (a patch in it)");
  }
}

void Usage::add_manifest(const std::string& path, std::set<Use>& uses) {
  const Manifest* manifest =
      files_.manifest(path, [this](std::string_view text) { return is_wanted(text); });
  if (manifest == nullptr) return;
  for (const ManifestImage& image : manifest->images) {
    Use use;
    use.image = image.image;
    use.origin = &image;
    use.manifest = manifest;
    use.is_own = files_.is_own(path);
    if (use.is_own) use.setting = setting_named(image.image.name);
    uses.insert(std::move(use));
  }
}

void Usage::apply(const ImageEntry& entry, bool is_own, Use& use) const {
  const bool is_reached = use.origin == nullptr || use.origin->is_container;
  if (entry.name != use.image.name || !is_reached) return;
  const std::optional<std::size_t> setting = is_own ? setting_of(entry) : std::nullopt;
  use.image = entry.apply(use.image);
  use.fixed = use.fixed || entry.fixes() || setting.has_value();
  if (!setting) return;
  use.setting = setting;
  use.image.tag = settings_[*setting].tag;
  use.image.digest = settings_[*setting].digest;
}

void Usage::transform(const Kustomization& kustomization, std::set<Use>& uses) const {
  const bool is_own = files_.is_own(kustomization.path);
  const auto look_up = [&](Use& use) {
    if (is_own && !use.setting) use.setting = setting_named(use.image.name);
  };
  std::set<Use> after;
  for (Use use : uses) {
    look_up(use);
    for (const ImageEntry& entry : kustomization.images)
      apply(entry, is_own, use);
    look_up(use);
    after.insert(std::move(use));
  }
  uses = std::move(after);
}

}  // namespace relctl::kustomize
