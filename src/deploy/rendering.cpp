// SPDX-License-Identifier: MIT
#include "deploy/rendering.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/object_file.hpp"
#include "kustomize/image_reference.hpp"
#include "kustomize/kustomization.hpp"
#include "render/fields.hpp"
#include "tree/digest.hpp"
#include "tree/path.hpp"

namespace relctl::deploy {
namespace {

using kustomize::ImageReference;
using kustomize::ImageSetting;

bool has_entries(const render::Node* node) {
  return node != nullptr && node->kind == render::Kind::mapping && render::size_of(*node) > 0;
}

/// Values of a Secret in plain sight: SOPS's are encrypted, sealed and external ones are other
/// kinds.
bool is_plain_secret(const render::Object& object) {
  const render::Id& id = object.id();
  if (id.gvk.kind != "Secret" || !id.gvk.group.empty()) return false;
  const render::Node* root = object.root();
  const bool has_values =
      has_entries(render::find(root, "data")) || has_entries(render::find(root, "stringData"));
  return has_values && render::find(root, "sops") == nullptr;
}

void refuse_secret(const render::Build& build, const render::Object& object,
                   const RenderTarget& target) {
  const render::Provenance origin = build.provenance(*object.root());
  Error error(ErrorKind::input, fmt::format("the Secret {} would be written into {} in plain sight",
                                            object.id().name, target.path));
  if (!origin.file.empty()) error.at({origin.file, origin.line, origin.column, {}});
  error.hint(
      "encrypt it (SOPS, SealedSecret), let the cluster fetch it (ExternalSecret), or write "
      "`render.secrets: true` in relctl.yaml");
  throw std::move(error);
}

/// kustomize's own annotations of origin would be other ones once the path itself is built.
void refuse_build_metadata(const Tree& source, const RenderTarget& target) {
  const auto file = kustomize::find_kustomization(source, target.folder);
  if (!file) return;
  const auto kustomization = kustomize::load_kustomization(source, *file);
  if (kustomization.stream.documents.empty()) return;
  const yaml::Node* metadata = kustomization.stream.documents.front().find("buildMetadata");
  if (metadata == nullptr) return;
  for (const yaml::Node& item : metadata->items) {
    if (item.value != "originAnnotations" && item.value != "transformerAnnotations") continue;
    throw Error(ErrorKind::input,
                fmt::format("buildMetadata: {} cannot be rendered into a path", item.value))
        .at({*file, 0, 0, {}})
        .hint("remove it: the path says itself what it was rendered from");
  }
}

/// The names of the entries that set the image `name`: those that rename to it, and its own.
std::vector<std::string> entries_for(const std::vector<kustomize::ImageEntry>& entries,
                                     const std::string& name) {
  std::vector<std::string> names;
  for (const kustomize::ImageEntry& entry : entries) {
    if (entry.new_name == name && entry.name != name) names.push_back(entry.name);
  }
  const bool has_own = std::any_of(entries.begin(), entries.end(),
                                   [&](const auto& entry) { return entry.name == name; });
  if (names.empty() || has_own) names.push_back(name);
  return names;
}

/// The images as the root kustomization's own entries name them: an entry that renames to an image
/// is the one that gets its tag.
std::vector<render::ImageSetting> settings_for(const Tree& source, const RenderTarget& target,
                                               const std::vector<ImageSetting>& images) {
  const auto file = kustomize::find_kustomization(source, target.folder);
  std::vector<kustomize::ImageEntry> entries;
  if (file) entries = kustomize::load_kustomization(source, *file).images;
  std::vector<render::ImageSetting> settings;
  for (const ImageSetting& image : images) {
    if (!image.tag && !image.digest) continue;
    for (const std::string& name : entries_for(entries, image.name))
      settings.push_back({name, {}, image.tag.value_or(""), image.digest.value_or("")});
  }
  return settings;
}

ImageSetting setting_of(std::string_view text) {
  const ImageReference reference = kustomize::split_image(text);
  return {reference.name, reference.tag, reference.digest};
}

Error not_as_set(const render::Build& build, const render::Node& node, const RenderTarget& target,
                 const ImageSetting& wanted) {
  const render::Provenance origin = build.provenance(node);
  const std::string text =
      kustomize::to_string(ImageReference{wanted.name, wanted.tag, wanted.digest});
  Error error(ErrorKind::input,
              fmt::format("{} would run in {}, not {}", node.text, target.environment->name, text));
  if (!origin.file.empty()) error.at({origin.file, origin.line, origin.column, {}});
  error.hint(fmt::format("what sets it: {}; an image follows one version",
                         origin.setter.empty() ? "this line" : origin.setter));
  return error;
}

/// What the workloads run of the target's images. Throws Error(input) where one runs with another
/// tag than `wanted` says, or with several.
std::vector<ImageSetting> images_found(const render::Build& build, const RenderTarget& target,
                                       const std::vector<ImageSetting>& wanted) {
  std::map<std::string, ImageSetting> found;
  for (const ImageSetting& image : wanted)
    found.emplace(image.name, image);
  for (const render::Object* object : build.objects()) {
    for (const render::Node* node : render::images_of(*object)) {
      const ImageSetting image = setting_of(node->text);
      const auto& names = target.images;
      if (std::find(names.begin(), names.end(), image.name) == names.end()) continue;
      const auto known = found.emplace(image.name, image).first;
      if (known->second != image) throw not_as_set(build, *node, target, known->second);
    }
  }
  std::vector<ImageSetting> images;
  for (const auto& [name, image] : found) {
    if (image.tag || image.digest) images.push_back(image);
  }
  return images;
}

/// An image that is to be set must stand in the manifests, in whatever kind.
void require_use(const RenderedPath& rendered, const RenderTarget& target,
                 const std::vector<ImageSetting>& images) {
  for (const ImageSetting& image : images) {
    const std::string text =
        kustomize::to_string(ImageReference{image.name, image.tag, image.digest});
    const bool is_used =
        std::any_of(rendered.objects.begin(), rendered.objects.end(),
                    [&](const auto& each) { return each.second.find(text) != std::string::npos; });
    if (is_used) continue;
    throw Error(ErrorKind::input, fmt::format("no object of {} uses {}", target.folder, text))
        .hint("what sets the image there: `relctl render " + target.folder + "`")
        .hint("or list the services that run in " + target.environment->name +
              " under `services` in relctl.yaml");
  }
}

}  // namespace

RenderTarget render_target(const config::Config& config, const config::Environment& environment,
                           const config::Service& service) {
  RenderTarget target;
  target.environment = &environment;
  target.path = path_of(environment, service);
  target.folder = config::expand(environment.render->path, service.name, environment.name);
  for (const config::Service& each : config.services) {
    if (!runs_in(each, environment) || path_of(environment, each) != target.path) continue;
    target.services.push_back(each.name);
    for (const config::Image& image : each.images)
      target.images.push_back(config::repository_in(image, environment.name));
  }
  return target;
}

std::vector<RenderTarget> render_targets(const config::Config& config,
                                         const config::Environment& environment) {
  std::vector<RenderTarget> targets;
  if (!environment.render) return targets;
  for (const config::Service& service : config.services) {
    if (!runs_in(service, environment)) continue;
    const std::string path = path_of(environment, service);
    const bool is_known = std::any_of(targets.begin(), targets.end(),
                                      [&](const auto& each) { return each.path == path; });
    if (!is_known) targets.push_back(render_target(config, environment, service));
  }
  return targets;
}

std::string inputs_digest(const std::vector<render::Input>& inputs) {
  std::string text;
  for (const render::Input& input : inputs)
    text += input.path + '\0' + input.id.hex() + '\n';
  return "sha256:" + sha256(text);
}

RenderedPath render_path(const Tree& source, const ObjectId& revision, const RenderTarget& target,
                         const std::vector<ImageSetting>& images) {
  return render_from(source, revision, target, images).path;
}

Rendering render_from(const Tree& source, const ObjectId& revision, const RenderTarget& target,
                      const std::vector<ImageSetting>& images) {
  refuse_build_metadata(source, target);
  render::Options options;
  options.restrict_loads = target.environment->render->restrict_loads;
  options.images = settings_for(source, target, images);
  const render::Build build = render::build(source, target.folder, options);
  Rendering result;
  RenderedPath& rendered = result.path;
  rendered.from = target.folder;
  rendered.revision = revision;
  rendered.inputs = inputs_digest(build.inputs());
  rendered.renderer = own_renderer;
  for (const render::Object* object : build.objects()) {
    if (is_plain_secret(*object) && !target.environment->render->secrets) {
      refuse_secret(build, *object, target);
    }
    const std::string name = object_file(object->id());
    if (!rendered.objects.emplace(name, render::print(build, *object)).second) {
      throw Error(ErrorKind::input, fmt::format("{} has {} twice, in two versions of its API",
                                                target.folder, object->id().text()))
          .hint("a cluster takes both for one object: keep one");
    }
    rendered.order.push_back(name);
  }
  require_use(rendered, target, images);
  rendered.images = images_found(build, target, images);
  result.inputs = build.inputs();
  return result;
}

bool reads_the_same(const Tree& tree, const std::vector<render::Input>& inputs) {
  return std::all_of(inputs.begin(), inputs.end(), [&](const render::Input& input) {
    const auto entry = tree.find(input.path);
    return entry && entry->id == input.id;
  });
}

std::vector<ImageSetting> images_at(const Tree& tree, const RenderTarget& target) {
  std::vector<ImageSetting> images = images_listed(tree, target.path);
  const auto is_foreign = [&](const ImageSetting& image) {
    return std::find(target.images.begin(), target.images.end(), image.name) == target.images.end();
  };
  images.erase(std::remove_if(images.begin(), images.end(), is_foreign), images.end());
  return images;
}

std::vector<ImageSetting> with_images(std::vector<ImageSetting> images,
                                      const std::vector<ImageSetting>& more) {
  std::map<std::string, ImageSetting> all;
  for (ImageSetting& image : images)
    all.insert_or_assign(image.name, std::move(image));
  for (const ImageSetting& image : more)
    all.insert_or_assign(image.name, image);
  std::vector<ImageSetting> result;
  for (auto& [name, image] : all)
    result.push_back(std::move(image));
  return result;
}

std::optional<Hold> hold_on(const Tree& tree, const RenderTarget& target, std::int64_t time) {
  const auto holds = read_holds(tree, target.environment->name);
  for (const std::string& service : target.services) {
    if (auto found = holds_on(holds, service, time); !found.empty()) return found.front();
  }
  return std::nullopt;
}

Rerender rerender(plan::Draft& draft, const Tree& source, const ObjectId& revision,
                  const RenderTarget& target, const std::vector<ImageSetting>& images,
                  const std::vector<std::string>& removable) {
  const auto& keep = target.environment->render->keep;
  const RenderedPath next =
      render_path(source, revision, target, with_images(images_at(draft, target), images));
  return put_rendered(draft, target.path, next, keep, removable);
}

}  // namespace relctl::deploy
