// SPDX-License-Identifier: MIT
#include "deploy/workload_images.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string_view>

#include "base/error.hpp"
#include "kustomize/kustomization.hpp"
#include "render/difference.hpp"
#include "render/fields.hpp"
#include "tree/path.hpp"

namespace relctl::deploy {
namespace {

/// Takes the last tag off: a repository that holds a tag itself is what is looked for.
kustomize::ImageReference read_reference(std::string_view text) {
  kustomize::ImageReference reference = kustomize::split_image(text.substr(0, text.find('@')));
  if (const std::size_t at = text.find('@'); at != text.npos)
    reference.digest = text.substr(at + 1);
  const std::size_t colon = reference.tag ? reference.tag->rfind(':') : std::string::npos;
  if (colon != std::string::npos) {
    reference.name += ':' + reference.tag->substr(0, colon);
    reference.tag->erase(0, colon + 1);
  }
  return reference;
}

/// False where `text` certainly has no key `newName`, which only an escape could hide: most
/// kustomizations rename nothing, and are not parsed for it.
bool may_rename(std::string_view text) {
  return text.find("newName") != text.npos || text.find('\\') != text.npos;
}

bool holds_no_images(const render::Object& object) {
  constexpr std::array<std::string_view, 3> kinds = {"ConfigMap", "Secret",
                                                     "CustomResourceDefinition"};
  return std::find(kinds.begin(), kinds.end(), object.id().gvk.kind) != kinds.end();
}

/// The fields of one object that hold an image, and whether each is a container's.
class ImageFields {
 public:
  using Visit = std::function<void(const render::Node&, bool)>;

  explicit ImageFields(const Visit& visit) : visit_(visit) {}

  void walk(const render::Node& node, bool is_container) {
    if (node.kind == render::Kind::sequence) {
      for (const render::Node* item : node.children())
        walk(*item, is_container);
    }
    if (node.kind != render::Kind::mapping) return;
    for (std::uint32_t i = 0; i < render::size_of(node); ++i)
      field(render::key_at(node, i)->text, *render::value_at(node, i), is_container);
  }

 private:
  void field(std::string_view name, const render::Node& value, bool is_container) {
    const bool is_scalar = value.kind == render::Kind::scalar;
    if (name == "image" && is_scalar) {
      visit_(value, is_container);
      return;
    }
    if (name == "image" && value.kind == render::Kind::mapping) {
      const render::Node* reference = render::find(&value, "reference");
      if (reference != nullptr && reference->kind == render::Kind::scalar) visit_(*reference, true);
    }
    const bool is_list =
        name == "containers" || name == "initContainers" || name == "ephemeralContainers";
    walk(value, is_list && value.kind == render::Kind::sequence);
  }

  const Visit& visit_;
};

}  // namespace

std::vector<WorkloadImage> object_images(const render::Object& object) {
  std::vector<WorkloadImage> images;
  if (object.root() == nullptr || holds_no_images(object)) return images;
  const ImageFields::Visit visit = [&](const render::Node& node, bool is_container) {
    kustomize::ImageReference image = read_reference(node.text);
    if (image.name.empty() || (!is_container && !image.tag && !image.digest)) return;
    images.push_back({&object, &node, std::move(image), is_container});
  };
  ImageFields(visit).walk(*object.root(), false);
  return images;
}

std::vector<WorkloadImage> workload_images(const render::Build& build) {
  std::vector<WorkloadImage> images;
  for (const render::Object* object : build.objects()) {
    std::vector<WorkloadImage> found = object_images(*object);
    images.insert(images.end(), std::make_move_iterator(found.begin()),
                  std::make_move_iterator(found.end()));
  }
  return images;
}

std::string workload_name(const render::Object& object) {
  const render::Id& id = object.id();
  return render::ObjectName{{}, id.gvk.kind, id.ns, id.name}.text();
}

ImageNames::ImageNames(const Tree& tree, const render::Build& build) {
  for (const render::Input& input : build.inputs()) {
    const std::string folder(directory_of(input.path));
    const std::string name = input.path.substr(folder.empty() ? 0 : folder.size() + 1);
    if (kustomize::is_kustomization_name(name) && tree.find(input.path)) add(tree, input.path);
  }
}

void ImageNames::add(const Tree& tree, const std::string& kustomization) {
  if (!may_rename(tree.read(kustomization))) return;
  try {
    for (const auto& entry : kustomize::load_kustomization(tree, kustomization).images) {
      if (!entry.new_name) continue;
      const std::string after = kustomize::split_image(*entry.new_name).name;
      if (after != entry.name) before_[after].insert(entry.name);
    }
  } catch (const Error& error) {
    // What is built may be written in ways that are not edited here; it renames nothing then.
    if (error.kind() != ErrorKind::input) throw;
  }
}

std::set<std::string> ImageNames::origins(const std::string& name) const {
  std::set<std::string> all = {name};
  std::vector<std::string> open = {name};
  while (!open.empty()) {
    const auto found = before_.find(open.back());
    open.pop_back();
    if (found == before_.end()) continue;
    for (const std::string& each : found->second) {
      if (all.insert(each).second) open.push_back(each);
    }
  }
  return all;
}

}  // namespace relctl::deploy
