// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/error.hpp"
#include "render/apply_spec.hpp"
#include "render/fields.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

/// Writes one namespace into objects.
class Setter {
 public:
  Setter(Workspace& work, const NamespaceChange& change)
      : work_(work), change_(change), text_(work.arena.keep(change.ns)) {}

  void apply(Object& object) {
    FieldSpecs specs = change_.specs;
    const bool core = object.id().gvk.api_version() == "v1";
    const bool binding = is_binding(object);
    std::erase_if(specs, [&](const FieldSpec& spec) {
      return spec.path == "metadata/namespace" || (!core && spec.path == "metadata/name") ||
             (binding && spec.path == "subjects/namespace" &&
              (spec.gvk.kind == "RoleBinding" || spec.gvk.kind == "ClusterRoleBinding"));
    });
    if (!object.id().cluster_scoped) {
      static const FieldSpecs own{make_spec({}, "metadata/namespace", true)};
      apply_specs(work_.arena, object, own, {Kind::scalar}, [this](Node& node) { set(node); });
    }
    if (binding) set_subjects(object);
    apply_specs(work_.arena, object, specs, {Kind::scalar, Tag::string},
                [this](Node& node) { set(node); });
  }

 private:
  static bool is_binding(const Object& object) {
    return object.id().gvk.kind == "RoleBinding" || object.id().gvk.kind == "ClusterRoleBinding";
  }

  void set(Node& node) {
    if (change_.unset_only && !is_empty(&node) && !node.text.empty()) return;
    set_scalar(work_.arena, node, *work_.arena.scalar(text_, Tag::string));
  }

  void set_subjects(Object& object) {
    if (change_.subjects == BindingSubjects::none) return;
    const bool all = change_.subjects == BindingSubjects::all_service_accounts;
    Node* subjects = find(object.root(), "subjects");
    if (is_null(subjects)) return;
    require_kind(work_.arena, subjects, Kind::sequence);
    for (Node* subject : subjects->children()) {
      const Node* field = get(work_.arena, subject, all ? "kind" : "name");
      if (is_null(field) || field->text != (all ? "ServiceAccount" : "default")) continue;
      if (Node* ns = get_or_make(work_.arena, subject, {"namespace"}, Kind::scalar)) set(*ns);
    }
  }

  Workspace& work_;
  const NamespaceChange& change_;
  std::string_view text_;
};

}  // namespace

void set_namespace(Workspace& work, Objects& objects, const NamespaceChange& change) {
  if (change.ns.empty()) return;
  Setter setter(work, change);
  for (Object* object : objects.list()) {
    if (object->is_gone()) continue;
    object->remember_name();
    setter.apply(*object);
    objects.update(*object);
    if (objects.with_id(object->id()).size() == 1) continue;
    throw Error(ErrorKind::input,
                "namespace transformation produces ID conflict: several objects "
                "would be " +
                    object->id().text())
        .at(location_of(work.arena, object->root()));
  }
}

}  // namespace relctl::render
