// SPDX-License-Identifier: MIT
#include "deploy/built_images.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "kustomize/image_reference.hpp"
#include "render/render.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageReference;
using kustomize::ImageSetting;

std::optional<std::string> kustomization_in(const Tree& tree, const std::string& folder) {
  constexpr std::array<const char*, 3> names = {"kustomization.yaml", "kustomization.yml",
                                                "Kustomization"};
  for (const char* name : names) {
    const std::string path = join_path(folder, name);
    if (tree.find(path)) return path;
  }
  return std::nullopt;
}

/// Nothing where only another program can build the path.
std::optional<render::Build> built(const Tree& tree, const std::string& folder) {
  try {
    return render::build(tree, folder);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

/// The repositories that an image named `name` may have in the build: its own, and those that the
/// kustomization gives it.
std::set<std::string> repositories_of(const Tree& tree, const std::string& kustomization,
                                      const std::string& name) {
  std::set<std::string> repositories = {name};
  const yaml::Stream stream = yaml::parse(read_file(tree, kustomization), kustomization);
  for (const yaml::Node& document : stream.documents) {
    const yaml::Node* entries = document.find("images");
    if (entries == nullptr) continue;
    for (const yaml::Node& entry : entries->items) {
      const auto new_name = entry.text("newName");
      if (new_name && entry.text("name") == name) repositories.insert(*new_name);
    }
  }
  return repositories;
}

/// Takes the last tag off: a repository that holds a tag itself is what is looked for.
ImageReference read_reference(std::string_view text) {
  ImageReference reference = kustomize::split_image(text.substr(0, text.find('@')));
  if (const std::size_t at = text.find('@'); at != text.npos)
    reference.digest = text.substr(at + 1);
  const std::size_t colon = reference.tag ? reference.tag->rfind(':') : std::string::npos;
  if (colon != std::string::npos) {
    reference.name += ':' + reference.tag->substr(0, colon);
    reference.tag->erase(0, colon + 1);
  }
  return reference;
}

bool is_promised(const ImageReference& found, const ImageSetting& wanted) {
  const bool is_name = !kustomize::split_image(found.name).tag;
  return is_name && (!wanted.tag || found.tag == wanted.tag) && found.digest == wanted.digest;
}

Error not_promised(const render::Build& build, const render::Object& object,
                   const render::Node& node, const config::Environment& environment,
                   const std::string& kustomization, const ImageSetting& wanted) {
  const render::Provenance origin = build.provenance(node);
  const std::string promised =
      kustomize::to_string(ImageReference{wanted.name, wanted.tag, wanted.digest});
  Error error(ErrorKind::input,
              fmt::format("{} {} in {} would get the image {}, not {}", object.id().gvk.kind,
                          object.id().name, environment.name, node.text, promised));
  // What a transformer made up has no place of its own.
  if (origin.file.empty()) error.at({kustomization, 0, 0, {}});
  if (!origin.file.empty()) error.at({origin.file, origin.line, origin.column, {}});
  const std::string setter = origin.setter.empty() ? "this line" : origin.setter;
  error.hint(fmt::format("what sets it: {}; let the entry of `images` alone say the tag", setter));
  return error;
}

}  // namespace

void check_built_images(const Tree& tree, const config::Environment& environment,
                        const config::Service& service, const std::vector<ImageSetting>& images) {
  const std::string path = path_of(environment, service);
  const std::string folder = path == "." ? "" : path;
  const auto kustomization = kustomization_in(tree, folder);
  if (!kustomization || images.empty()) return;
  const auto build = built(tree, folder);
  if (!build) return;
  for (const ImageSetting& wanted : images) {
    const auto repositories = repositories_of(tree, *kustomization, wanted.name);
    for (const render::Object* object : build->objects()) {
      for (const render::Node* node : render::images_of(*object)) {
        const ImageReference found = read_reference(node->text);
        if (repositories.count(found.name) == 0 || is_promised(found, wanted)) continue;
        throw not_promised(*build, *object, *node, environment, *kustomization, wanted);
      }
    }
  }
}

}  // namespace relctl::deploy
