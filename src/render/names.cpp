// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "render/apply_spec.hpp"
#include "render/fields.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

constexpr Creation name_creation{Kind::scalar, Tag::string};

/// CustomResourceDefinitions and APIServices have names that tell what they are for.
bool keeps_its_name(const Id& original) {
  return original.gvk.kind == "CustomResourceDefinition" || original.gvk.kind == "Namespace" ||
         (original.gvk.kind == "APIService" && original.gvk.group == "apiregistration.k8s.io");
}

/// Puts what `rename` makes of a name in its place, in the fields that `specs` lead to.
template <typename Rename>
void affix(Workspace& work, Objects& objects, const std::string& text, const FieldSpecs& specs,
           std::vector<std::string> Bookkeeping::*chain, Rename rename) {
  for (Object* object : objects.list()) {
    const Id original = object->original_id();
    if (object->is_gone() || keeps_its_name(original)) continue;
    for (const FieldSpec& spec : specs) {
      if (!original.gvk.is_selected_by(spec.gvk)) continue;
      if (spec.path == "metadata/name" && !text.empty()) {
        (object->notes.*chain).push_back(text);
        object->remember_name();
      }
      apply_specs(work.arena, *object, {&spec, 1}, name_creation, [&](Node& node) {
        Node* value = work.arena.scalar(work.arena.keep(rename(std::string(node.text))));
        set_scalar(work.arena, node, *value);
      });
    }
    objects.update(*object);
  }
}

}  // namespace

void add_prefix(Workspace& work, Objects& objects, const std::string& prefix,
                const FieldSpecs& specs) {
  affix(work, objects, prefix, specs, &Bookkeeping::prefixes,
        [&](const std::string& name) { return prefix + name; });
}

void add_suffix(Workspace& work, Objects& objects, const std::string& suffix,
                const FieldSpecs& specs) {
  affix(work, objects, suffix, specs, &Bookkeeping::suffixes,
        [&](const std::string& name) { return name + suffix; });
}

void set_texts(Workspace& work, Objects& objects, const TextMap& texts, const FieldSpecs& specs) {
  for (Object* object : objects.list()) {
    if (object->is_gone()) continue;
    for (const auto& [key, text] : texts) {
      // One node for all places of the object, as in kustomize: a later change of one is a change
      // of all.
      Node* value = work.arena.scalar(work.arena.keep(text), Tag::string);
      const std::string_view name = work.arena.keep(key);
      apply_specs(work.arena, *object, specs, {Kind::mapping, Tag::mapping},
                  [&](Node& node) { set_field(work.arena, node, name, value); });
    }
    objects.update(*object);
  }
}

void set_replicas(Workspace& work, Objects& objects, const Replicas& replicas,
                  const FieldSpecs& specs) {
  bool found = false;
  const std::string_view count = work.arena.keep(std::to_string(replicas.count));
  for (const FieldSpec& spec : specs) {
    for (Object* object : objects.list()) {
      const auto fits = [&](const Id& id) {
        return id.name == replicas.name && id.gvk.is_selected_by(spec.gvk);
      };
      bool named = fits(object->id());
      for (const FormerName& former : object->notes.former_names)
        named |= fits(object->former_id(former));
      if (!named || object->is_gone()) continue;
      found = true;
      apply_specs(work.arena, *object, {&spec, 1}, {Kind::scalar, Tag::integer}, [&](Node& node) {
        set_scalar(work.arena, node, *work.arena.scalar(count, Tag::integer));
      });
    }
  }
  if (found) return;
  throw Error(ErrorKind::input,
              "replicas: no Deployment, StatefulSet, ReplicaSet or "
              "ReplicationController is called \"" +
                  replicas.name + "\"")
      .at(location_of(work.arena, replicas.node));
}

}  // namespace relctl::render
