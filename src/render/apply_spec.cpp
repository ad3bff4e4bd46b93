// SPDX-License-Identifier: MIT
#include "render/apply_spec.hpp"

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/go_numbers.hpp"
#include "render/scalar.hpp"

namespace relctl::render {
namespace {

/// True where kustomize reads a part of a path as an item of a list and not as a field's name.
bool names_an_item(std::string_view part) {
  return part == "-" || part == "*" || (part.starts_with('[') && part.ends_with(']')) ||
         parse_int(part, 10).has_value();
}

/// Follows the path of one spec.
class Walk {
 public:
  Walk(Arena& arena, const FieldSpec& spec, Creation creation,
       const std::function<void(Node&)>& set)
      : arena_(arena), spec_(spec), creation_(creation), set_(set) {}

  void step(Node& node, std::size_t part) {
    if (part == spec_.parts.size()) {
      set_(node);
      return;
    }
    if (is_null(&node)) return;
    if (node.kind == Kind::sequence) {
      for (Node* item : node.children())
        step(*item, part);
    } else if (node.kind == Kind::mapping) {
      field(node, part);
    } else {
      throw Error(ErrorKind::input,
                  "there is a scalar on the way to " + spec_.path + ", where a map is expected")
          .at(location_of(arena_, &node));
    }
  }

 private:
  void field(Node& mapping, std::size_t part) {
    std::string_view name = spec_.parts[part];
    const bool list = name.ends_with("[]");
    if (list) name.remove_suffix(2);
    if (name.empty()) fail("a field without a name");
    if (names_an_item(name)) {
      fail("\"" + std::string(name) +
           "\" stands for an item of a list, and lists are gone through whole");
    }
    const bool last = part + 1 == spec_.parts.size();
    const bool create = spec_.create && creation_.kind != Kind::none && !list;
    Creation made = list ? Creation{Kind::sequence} : Creation{};
    if (create) made = last ? creation_ : Creation{Kind::mapping, Tag::mapping};
    Node* child = find(&mapping, name);
    if (child == nullptr && create) {
      if (is_other_type_in_yaml_1_1(name))
        fail("\"" + std::string(name) + "\" cannot be made as the name of a field");
      child = arena_.make(made.kind);
      set_field(arena_, mapping, arena_.keep(name), child);
    }
    if (child == nullptr) return;
    if (child->tag == Tag::null && made.kind != Kind::none) {
      child->kind = made.kind;
      child->tag = made.tag;
    }
    step(*child, part + 1);
  }

  [[noreturn]] void fail(const std::string& fault) const {
    throw Error(ErrorKind::input, fault + ", in the path \"" + spec_.path + "\"");
  }

  Arena& arena_;
  const FieldSpec& spec_;
  Creation creation_;
  const std::function<void(Node&)>& set_;
};

}  // namespace

void apply_spec(Arena& arena, Node& root, const Gvk& gvk, const FieldSpec& spec, Creation creation,
                const std::function<void(Node&)>& set) {
  if (gvk.is_selected_by(spec.gvk)) Walk(arena, spec, creation, set).step(root, 0);
}

void apply_specs(Arena& arena, Object& object, std::span<const FieldSpec> specs, Creation creation,
                 const std::function<void(Node&)>& set) {
  const Gvk gvk = object.id().gvk;
  for (const FieldSpec& spec : specs) {
    try {
      apply_spec(arena, *object.root(), gvk, spec, creation, set);
    } catch (Error& error) {
      throw error.at(location_of(arena, object.root()));
    }
  }
  object.refresh();
}

}  // namespace relctl::render
