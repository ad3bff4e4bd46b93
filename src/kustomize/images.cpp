// SPDX-License-Identifier: MIT
#include "kustomize/images.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "kustomize/file_edit.hpp"
#include "kustomize/files.hpp"
#include "kustomize/nodes.hpp"
#include "kustomize/usage.hpp"

namespace relctl::kustomize {

namespace {

std::size_t line_of(const yaml::Stream& stream, std::size_t offset) {
  return edit::locate(stream.file, stream.text, offset).line;
}

Error setting_error(const ImageSetting& setting, const std::string& what) {
  return Error(ErrorKind::input, fmt::format("image {}: {}", setting.name, what));
}

void check(const ImageSetting& setting) {
  const std::optional<ImageReference> name = parse_image_reference(setting.name);
  if (!name || name->tag || name->digest) {
    throw setting_error(setting, "this is no name of an image repository");
  }
  if (!setting.tag && !setting.digest) {
    throw setting_error(setting, "neither a tag nor a digest is given");
  }
  if (setting.tag && !is_image_tag(*setting.tag)) {
    throw setting_error(setting, fmt::format("\"{}\" is no tag", *setting.tag))
        .hint("tags have letters, digits, `_`, `.` and `-`, at most 128");
  }
  if (setting.digest && !is_digest(*setting.digest)) {
    throw setting_error(setting, fmt::format("\"{}\" is no digest", *setting.digest))
        .hint("a digest is sha256: and 64 hexadecimal digits");
  }
}

/// `settings` without repetitions, each one checked.
std::vector<ImageSetting> checked(const std::vector<ImageSetting>& settings) {
  std::vector<ImageSetting> result;
  for (const ImageSetting& setting : settings) {
    check(setting);
    const auto same_name = [&](const ImageSetting& other) { return other.name == setting.name; };
    const auto known = std::find_if(result.begin(), result.end(), same_name);
    if (known == result.end()) {
      result.push_back(setting);
    } else if (*known != setting) {
      throw setting_error(setting, "it is to get two different tags or digests");
    }
  }
  return result;
}

/// Collects the edits that one call makes, file by file.
class Change {
 public:
  Change(const Tree& tree, std::string_view directory, std::vector<ImageSetting> settings)
      : tree_(tree),
        directory_(directory),
        settings_(std::move(settings)),
        files_(tree, directory),
        usage_(files_, settings_) {}

  std::vector<FileContent> run() {
    for (const std::string& directory : files_.kustomized())
      edit_entries(directory);
    for (const auto& [directory, uses] : usage_.roots()) {
      for (const Use& use : uses)
        settle(directory, use);
    }
    for (const Use& use : usage_.loose()) {
      if (use.setting) edit_in_place(use);
    }
    for (std::size_t i = 0; i < settings_.size(); ++i) {
      if (!placed_.contains(i)) throw unplaced(settings_[i].name);
    }
    return contents();
  }

 private:
  void edit_entries(const std::string& directory) {
    const Kustomization& file = *files_.kustomization(directory);
    for (const ImageEntry& entry : file.images) {
      const std::optional<std::size_t> setting = usage_.setting_of(entry);
      if (!setting) continue;
      placed_.insert(*setting);
      images_[directory].entries[entry.index] = settings_[*setting];
    }
  }

  /// Sees to it that `use`, as the kustomization of `directory` leaves it, has its setting.
  void settle(const std::string& directory, const Use& use) {
    if (!use.setting) return;
    const ImageSetting& setting = settings_[*use.setting];
    placed_.insert(*use.setting);
    if (use.image.tag == setting.tag && use.image.digest == setting.digest) return;
    const bool in_place = use.is_own && !use.fixed && use.origin != nullptr &&
                          use.origin->image.name == setting.name &&
                          (use.origin->image.tag || use.origin->image.digest);
    const bool is_reached = use.origin == nullptr || use.origin->is_container;
    if (in_place) {
      edit_in_place(use);
    } else if (!is_reached) {
      return;  // no entry sets it: whether the workload gets what it should is seen in the build
    } else if (use.image.name == setting.name) {
      added_[directory].insert(*use.setting);
    } else {
      throw overridden(directory, use, setting);
    }
  }

  void edit_in_place(const Use& use) {
    const ImageSetting& setting = settings_[*use.setting];
    placed_.insert(*use.setting);
    const ImageReference wanted{setting.name, setting.tag, setting.digest};
    if (use.origin->image == wanted) return;
    manifests_[use.manifest->stream.file][use.origin->node] = to_string(wanted);
  }

  Error overridden(const std::string& directory, const Use& use, const ImageSetting& setting) {
    const Kustomization& file = *files_.kustomization(directory);
    Error error(ErrorKind::input, fmt::format("{} runs as {} here, whatever tag it gets",
                                              setting.name, to_string(use.image)));
    const auto decides =
        std::find_if(file.images.rbegin(), file.images.rend(),
                     [&](const ImageEntry& entry) { return entry.is_for(use.image.name); });
    if (decides != file.images.rend()) {
      error.at(edit::locate(file.path, file.stream.text, decides->offset));
    }
    return error.at({file.path, 0, 0, ""})
        .hint("kustomize applies the entries of `images` one after the other");
  }

  Error unplaced(const std::string& name) {
    Error error(ErrorKind::input, fmt::format("no place in {} uses {}", directory_, name));
    std::set<std::string> others;
    for (const ImagePlace& place : read_images(tree_, directory_))
      others.insert(place.image.name);
    if (!directory_.empty() && directory_ != "." && !tree_.find(directory_)) {
      return error.hint(fmt::format("there is no {}", directory_));
    }
    if (!others.empty()) {
      error.hint(fmt::format("images that have a tag there: {}", fmt::join(others, ", ")));
    }
    if (!usage_.unfollowed().empty()) {
      error.hint(fmt::format("these resources were not looked into: {}",
                             fmt::join(usage_.unfollowed(), ", ")));
    }
    return error.hint(fmt::format(
        "add the resource that uses it, or an entry `- name: {}` to `images` of a kustomization",
        name));
  }

  std::vector<FileContent> contents() {
    std::vector<FileContent> changed;
    const auto add = [&](const yaml::Stream& before, std::string after) {
      if (after != before.text) changed.push_back({before.file, std::move(after)});
    };
    for (const auto& [directory, added] : added_) {
      for (const std::size_t setting : added)
        images_[directory].added.push_back(settings_[setting]);
    }
    for (const auto& [directory, edit] : images_) {
      const Kustomization& file = *files_.kustomization(directory);
      add(file.stream, edit_kustomization(file, edit));
    }
    for (const auto& [path, edit] : manifests_) {
      const Manifest& manifest = *files_.manifest(path, [](std::string_view) { return true; });
      add(manifest.stream, edit_manifest(manifest, edit));
    }
    std::sort(changed.begin(), changed.end(),
              [](const FileContent& a, const FileContent& b) { return a.path < b.path; });
    return changed;
  }

  const Tree& tree_;
  std::string directory_;
  std::vector<ImageSetting> settings_;
  Files files_;
  Usage usage_;
  std::set<std::size_t> placed_;
  std::map<std::string, ImagesEdit> images_;            ///< by the kustomization's directory
  std::map<std::string, std::set<std::size_t>> added_;  ///< settings that need an entry, likewise
  std::map<std::string, ManifestEdit> manifests_;       ///< by path
};

void add_entry_places(const Kustomization& file, std::vector<ImagePlace>& places) {
  for (const ImageEntry& entry : file.images) {
    if (!entry.new_tag && !entry.digest) continue;
    const std::size_t line = line_of(file.stream, entry.offset);
    places.push_back({file.path, line, {entry.name, entry.new_tag, entry.digest}});
    if (!entry.new_name || *entry.new_name == entry.name) continue;
    places.push_back({file.path, line, {*entry.new_name, entry.new_tag, entry.digest}});
  }
}

void add_manifest_place(const Use& use, std::vector<ImagePlace>& places) {
  const ImageReference& image = use.origin->image;
  if (!image.tag && !image.digest) return;
  const yaml::Stream& stream = use.manifest->stream;
  places.push_back({stream.file,
                    line_of(stream, use.origin->node->span.offset),
                    {image.name, image.tag, image.digest}});
}

}  // namespace

std::vector<ImagePlace> read_images(const Tree& tree, std::string_view directory,
                                    std::shared_ptr<FileMemory> memory) {
  const std::vector<ImageSetting> all;
  Files files(tree, directory, std::move(memory));
  const Usage usage(files, all);
  std::vector<ImagePlace> places;
  for (const std::string& path : files.kustomized()) {
    add_entry_places(*files.kustomization(path), places);
  }
  for (const auto& [root, uses] : usage.roots()) {
    for (const Use& use : uses) {
      if (use.is_own && !use.fixed) add_manifest_place(use, places);
    }
  }
  for (const Use& use : usage.loose())
    add_manifest_place(use, places);
  const auto key = [](const ImagePlace& place) { return std::tie(place.path, place.line); };
  std::stable_sort(places.begin(), places.end(),
                   [&](const ImagePlace& a, const ImagePlace& b) { return key(a) < key(b); });
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<FileContent> set_images(const Tree& tree, std::string_view directory,
                                    const std::vector<ImageSetting>& settings) {
  return Change(tree, directory, checked(settings)).run();
}

}  // namespace relctl::kustomize
