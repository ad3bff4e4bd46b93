// SPDX-License-Identifier: MIT
#include "render/render.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/accumulate.hpp"
#include "render/fields.hpp"
#include "render/internal_annotations.hpp"
#include "render/order.hpp"
#include "render/printer.hpp"

namespace relctl::render {

struct Build::Parts {
  Arena arena;
  std::deque<Object> store;
  std::deque<Kustomization> kustomizations;
  std::vector<Object*> objects;
  std::vector<Input> inputs;
  bool is_movable = false;
  std::vector<std::string> warnings;
};

Build::Build() : parts_(std::make_unique<Parts>()) {}
Build::~Build() = default;
Build::Build(Build&&) noexcept = default;
Build& Build::operator=(Build&&) noexcept = default;

const std::vector<Object*>& Build::objects() const {
  return parts_->objects;
}
const std::vector<Input>& Build::inputs() const {
  return parts_->inputs;
}
bool Build::is_movable() const {
  return parts_->is_movable;
}
const std::vector<std::string>& Build::warnings() const {
  return parts_->warnings;
}
const Arena& Build::arena() const {
  return parts_->arena;
}

Provenance Build::provenance(const Node& node) const {
  Location where = parts_->arena.location(node.place);
  return {std::move(where.file), where.line, where.column,
          parts_->arena.setter_name(node.place.setter)};
}

namespace {

constexpr std::string_view managed_by = "app.kubernetes.io/managed-by";
constexpr std::string_view renderer = "kustomize-v5.8.2";

bool has_word(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Sets images as `kustomize edit set image` would, before the build.
void set_root_images(Kustomization& kustomization, const std::vector<ImageSetting>& settings) {
  for (const ImageSetting& setting : settings) {
    auto& images = kustomization.images;
    auto entry = std::find_if(images.begin(), images.end(),
                              [&](const ImageChange& image) { return image.name == setting.name; });
    if (entry == images.end()) {
      images.emplace_back();
      entry = std::prev(images.end());
      entry->name = setting.name;
    }
    if (!setting.new_name.empty()) entry->new_name = setting.new_name;
    entry->new_tag = setting.tag;
    entry->digest = setting.digest;
  }
}

bool is_local(const Object& object) {
  const Node* mark =
      find_path(object.root(), {"metadata", "annotations", "config.kubernetes.io/local-config"});
  return mark != nullptr && text_of(mark) != "false";
}

void sort_objects(const Arena& arena, const Kustomization& root, Reorder reorder,
                  Objects& objects) {
  if (!root.sort_options) {
    if (reorder == Reorder::legacy) sort_legacy(objects, default_legacy_order());
    return;
  }
  const SortOptions& options = *root.sort_options;
  const auto fail = [&](const std::string& fault) {
    throw Error(ErrorKind::input, fault).at(location_of(arena, find(root.root, "sortOptions")));
  };
  if (options.order != "fifo" && options.order != "legacy")
    fail("the field 'sortOptions.order' must be one of [fifo, legacy]");
  if (options.order == "fifo") {
    if (options.has_legacy) fail("sortOptions.legacySortOptions is set, but the order is fifo");
    return;
  }
  sort_legacy(objects, options.has_legacy ? LegacyOrder{options.first, options.last}
                                          : default_legacy_order());
}

/// What is done once, after all kustomizations.
void finish(Session& session, Accumulator& result) {
  Workspace& work = session.work;
  work.arena.set_setter("the hash of its content");
  add_hashes(work, result.objects);
  work.arena.set_setter("the reference to a name");
  if (result.config) update_name_references(work, result.objects, result.config->name_reference);
  work.arena.set_setter("vars");
  const std::vector<std::string> unused =
      replace_variables(work, result.objects, result.variables,
                        result.config ? result.config->var_reference : FieldSpecs{});
  work.arena.set_setter("");
  if (!unused.empty()) {
    std::string names;
    for (const std::string& name : unused)
      names += (names.empty() ? "" : ",") + name;
    session.warnings.push_back("well-defined vars that were never replaced: " + names);
  }
  result.objects.drop_gone();
  require_distinct(result.objects, work.arena);
}

void check_names(const Arena& arena, const Objects& objects) {
  for (const Object* object : objects.list()) {
    if (!object->id().name.empty() && !object->id().gvk.kind.empty()) continue;
    throw Error(ErrorKind::input, "missing kind or metadata.name in " + object->id().text())
        .at(location_of(arena, object->root()));
  }
}

void annotate(Session& session, const Options& options, const Objects& objects) {
  Arena& arena = session.work.arena;
  const bool origins = has_word(session.build_metadata, "originAnnotations");
  const bool transformations = has_word(session.build_metadata, "transformerAnnotations");
  const bool label = options.managed_by_label || has_word(session.build_metadata, "managedByLabel");
  for (Object* object : objects.list()) {
    if (label) {
      Node* labels = get_or_make(arena, object->root(), {"metadata", "labels"}, Kind::mapping);
      set_field(arena, *labels, managed_by, arena.scalar(renderer, Tag::string));
    }
    finish_annotations(arena, *object, origins, transformations);
  }
}

/// Adds the images of the containers in the list `containers`.
void add_images(const Node& containers, std::vector<const Node*>& images) {
  if (containers.kind != Kind::sequence) return;
  for (const Node* item : containers.children()) {
    const Node* image = find(item, "image");
    if (image != nullptr && image->kind == Kind::scalar) images.push_back(image);
  }
}

/// Adds those of every list of containers below `node`.
void add_images_below(const Node& node, std::vector<const Node*>& images) {
  if (node.kind == Kind::sequence) {
    for (const Node* item : node.children())
      add_images_below(*item, images);
  }
  if (node.kind != Kind::mapping) return;
  for (std::uint32_t i = 0; i < size_of(node); ++i) {
    const std::string_view name = key_at(node, i)->text;
    const Node& value = *value_at(node, i);
    if (name == "containers" || name == "initContainers" || name == "ephemeralContainers")
      add_images(value, images);
    add_images_below(value, images);
  }
}

}  // namespace

Build build(const Tree& tree, std::string_view folder, const Options& options) {
  Build result;
  Build::Parts& parts = *result.parts_;
  const auto as_it_is = [](std::string_view path) {
    return std::string(path.empty() ? "." : path);
  };
  Files files(tree, options.shown ? options.shown : as_it_is);
  Session session{{parts.arena}, files, options.restrict_loads};
  const auto found = files.find(folder);
  if (!found) throw Error(ErrorKind::input, "there is no " + files.shown(folder));
  if (found->mode != Mode::directory)
    throw Error(ErrorKind::input, files.shown(folder) + " is no folder");
  const Folder root(found->path, nullptr, files, options.restrict_loads);
  Accumulation accumulation(session);
  static_cast<void>(accumulation.load(root));
  Kustomization& kustomization = session.kustomizations.back();
  set_root_images(kustomization, options.images);
  session.build_metadata = kustomization.build_metadata;
  session.tracks_origins = !session.build_metadata.empty();
  Accumulator accumulator;
  accumulation.build(root, kustomization, "", accumulator);
  finish(session, accumulator);
  std::vector<Object*> kept = accumulator.objects.list();
  check_names(parts.arena, accumulator.objects);
  std::erase_if(kept, [](const Object* object) { return is_local(*object); });
  accumulator.objects.reorder(std::move(kept));
  sort_objects(parts.arena, kustomization, options.reorder, accumulator.objects);
  annotate(session, options, accumulator.objects);
  parts.objects = accumulator.objects.list();
  parts.store = std::move(session.objects);
  parts.kustomizations = std::move(session.kustomizations);
  parts.warnings = std::move(session.warnings);
  for (const auto& [path, id] : files.inputs())
    parts.inputs.push_back({path, id});
  parts.is_movable = files.is_movable();
  return result;
}

std::string print(const Build& build) {
  std::string out;
  for (const Object* object : build.objects()) {
    if (!out.empty()) out += "---\n";
    print(build.arena(), *object->root(), out);
  }
  return out;
}

std::string print(const Build& build, const Object& object) {
  std::string out;
  print(build.arena(), *object.root(), out);
  return out;
}

std::vector<const Node*> images_of(const Object& object) {
  std::vector<const Node*> images;
  if (object.root() != nullptr) add_images_below(*object.root(), images);
  return images;
}

std::string file_name_of(const Object& object, bool with_namespace) {
  const Id& id = object.id();
  std::string name;
  if (with_namespace) name = id.ns.empty() ? "default_" : id.ns + "_";
  for (const std::string& part : {id.gvk.group, id.gvk.version, id.gvk.kind}) {
    if (!part.empty()) name += part + "_";
  }
  name += id.name + ".yaml";
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return name;
}

}  // namespace relctl::render
