// SPDX-License-Identifier: MIT
#include "deploy/built_images.hpp"

#include <map>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/built_path.hpp"
#include "deploy/deploy.hpp"
#include "deploy/workload_images.hpp"
#include "kustomize/image_reference.hpp"
#include "kustomize/kustomization.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageReference;
using kustomize::ImageSetting;

bool has_tag_in_name(const ImageReference& found) {
  return kustomize::split_image(found.name).tag.has_value();
}

bool is_promised(const ImageReference& found, const ImageSetting& wanted) {
  return !has_tag_in_name(found) && (!wanted.tag || found.tag == wanted.tag) &&
         found.digest == wanted.digest;
}

std::string way_out(const WorkloadImage& found, const std::string& setter) {
  if (has_tag_in_name(found.image))
    return "a `newName` holds a tag; take it out: `newTag` alone says the tag";
  if (!found.is_container && setter.empty()) {
    return "the entries of `images` do not set this field: name it under `images` in a file of "
           "`configurations`, or take the tag out here";
  }
  return fmt::format("what sets it: {}; let the entry of `images` alone say the tag",
                     setter.empty() ? "this line" : setter);
}

Error not_promised(const Tree& tree, const BuiltFolder& built, const WorkloadImage& found,
                   const config::Environment& environment, const ImageSetting& wanted) {
  const render::Provenance origin = built.build->provenance(*found.node);
  const std::string promised =
      kustomize::to_string(ImageReference{wanted.name, wanted.tag, wanted.digest});
  Error error(ErrorKind::input,
              fmt::format("{} in {} would get the image {}, not {}", workload_name(*found.object),
                          environment.name, found.node->text, promised));
  // What a transformer made up has no place of its own.
  if (origin.file.empty()) {
    error.at({kustomize::find_kustomization(tree, built.folder).value_or(built.folder), 0, 0, {}});
  } else {
    error.at({origin.file, origin.line, origin.column, {}});
  }
  return error.hint(way_out(found, origin.setter));
}

/// The setting that an image is promised by: that of its own name before those of names that it
/// had.
const ImageSetting* setting_of(const std::vector<ImageSetting>& settings, const ImageNames& names,
                               const ImageReference& image) {
  const ImageSetting* found = nullptr;
  const std::string name = kustomize::split_image(image.name).name;
  const std::set<std::string> origins = names.origins(name);
  for (const ImageSetting& setting : settings) {
    if (setting.name == name) return &setting;
    if (origins.contains(setting.name)) found = &setting;
  }
  return found;
}

void check_folder(const Tree& tree, const BuiltFolder& built,
                  const config::Environment& environment,
                  const std::vector<ImageSetting>& settings) {
  const ImageNames names(tree, *built.build);
  for (const WorkloadImage& found : workload_images(*built.build)) {
    const ImageSetting* wanted = setting_of(settings, names, found.image);
    if (wanted == nullptr || is_promised(found.image, *wanted)) continue;
    throw not_promised(tree, built, found, environment, *wanted);
  }
}

std::string not_compared(const BuiltFolder& built, const config::Environment& environment) {
  if (environment.strict) {
    throw Error(ErrorKind::input, fmt::format("{} is strict, and {} cannot be built: {}",
                                              environment.name, built.folder, built.fault));
  }
  return fmt::format("{} in {} is not built: {}", built.folder.empty() ? "." : built.folder,
                     environment.name, built.fault);
}

}  // namespace

std::vector<std::string> check_built_images(const Tree& tree,
                                            const config::Environment& environment,
                                            const std::vector<Promise>& promises) {
  std::map<std::string, std::vector<ImageSetting>> settings;
  for (const Promise& promise : promises) {
    auto& all = settings[path_of(environment, *promise.service)];
    all.insert(all.end(), promise.images.begin(), promise.images.end());
  }
  std::vector<std::string> notes;
  for (const auto& [path, wanted] : settings) {
    if (wanted.empty()) continue;
    for (const BuiltFolder& built : build_path(tree, path)) {
      if (built.build) {
        check_folder(tree, built, environment, wanted);
      } else {
        notes.push_back(not_compared(built, environment));
      }
    }
  }
  return notes;
}

}  // namespace relctl::deploy
