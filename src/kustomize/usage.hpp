// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "kustomize/files.hpp"
#include "kustomize/images.hpp"

namespace relctl::kustomize {

/// One image of one container, as it is after the kustomizations over it.
struct Use {
  ImageReference image;
  const ManifestImage* origin = nullptr;  ///< where a manifest names it; null inside a patch text
  const Manifest* manifest = nullptr;     ///< the file of `origin`
  bool is_own = false;                    ///< `origin` lies below the environment's directory
  bool fixed = false;                     ///< an entry decided its tag or digest
  std::optional<std::size_t> setting;     ///< the setting that it answers to

  /// By file and place first, so that every run meets them in the same order.
  bool operator<(const Use& other) const {
    const auto place = [](const Use& use) {
      return use.origin == nullptr ? std::pair<std::string_view, std::size_t>()
                                   : std::pair(std::string_view(use.manifest->stream.file),
                                               use.origin->node->span.offset);
    };
    const auto state = [](const Use& use) {
      return std::tie(use.image.name, use.image.tag, use.image.digest, use.fixed, use.setting);
    };
    const auto mine = place(*this);
    const auto theirs = place(other);
    return mine != theirs ? mine < theirs : state(*this) < state(other);
  }
};

/// What the kustomizations of an environment make of its images, once the entries below its
/// directory have got `settings`. This is kustomize's own order: resources, then patches, then
/// components, then the entries of `images` one after the other.
class Usage {
 public:
  /// Reads what may use an image of `settings`; with no settings, every image.
  Usage(Files& files, const std::vector<ImageSetting>& settings);

  /// The uses at the end of each kustomization that no other one below the directory draws in, by
  /// its directory.
  [[nodiscard]] const std::map<std::string, std::set<Use>>& roots() const { return roots_; }
  /// The uses in the directory's manifests that no kustomization draws in.
  [[nodiscard]] const std::vector<Use>& loose() const { return loose_; }
  /// Resources that could not be looked into, such as URLs.
  [[nodiscard]] const std::set<std::string>& unfollowed() const { return unfollowed_; }

  /// The setting that an entry answers to. `newName` comes before `name`, since it is what runs.
  [[nodiscard]] std::optional<std::size_t> setting_of(const ImageEntry& entry) const;

 private:
  void discover(const std::string& directory, int depth);
  void find_names();
  [[nodiscard]] bool is_wanted(std::string_view text) const;
  const std::set<Use>& uses_of(const std::string& directory, int depth);
  void draw_in(const std::string& path, std::set<Use>& uses, int depth);
  void draw_in_text(const std::string& text, const std::string& path, std::set<Use>& uses);
  void add_manifest(const std::string& path, std::set<Use>& uses);
  void apply(const ImageEntry& entry, bool is_own, Use& use) const;
  void transform(const Kustomization& kustomization, std::set<Use>& uses) const;
  [[nodiscard]] std::optional<std::size_t> setting_named(std::string_view name) const;

  Files& files_;
  const std::vector<ImageSetting>& settings_;
  std::set<std::string> discovered_;  ///< directories of kustomizations
  std::set<std::string> drawn_in_;    ///< paths of files and directories
  std::set<std::string> names_;       ///< by which a text may mean an image of the settings
  std::map<std::string, std::set<Use>> uses_;
  std::map<std::string, std::set<Use>> roots_;
  std::vector<Use> loose_;
  std::set<std::string> unfollowed_;
};

}  // namespace relctl::kustomize
