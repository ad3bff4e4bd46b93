// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/id.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// What a generator does where the object exists already.
enum class Behavior { unspecified, create, replace, merge };

/// Where an object or a change of it comes from, for kustomize's origin annotations.
struct Origin {
  std::string path;
  std::string configured_in;
  Gvk configured_by;
  std::string configured_name;
  std::string configured_namespace;
};

/// A name that an object had before.
struct FormerName {
  std::string ns;  ///< the effective one
  std::string name;
  std::string kind;
};

/// What kustomize keeps in annotations of its own while it builds. A patch that takes away an
/// object's annotations takes it away too.
struct Bookkeeping {
  std::vector<FormerName> former_names;  ///< the oldest first
  std::vector<std::string> prefixes;
  std::vector<std::string> suffixes;
  Behavior behavior = Behavior::unspecified;
  bool generated = false;
  bool needs_hash = false;
  std::optional<Origin> origin;
  std::vector<Origin> transformations;

  [[nodiscard]] bool empty() const;
};

/// One object of a build.
class Object {
 public:
  explicit Object(Node* root) : root_(root) { refresh(); }

  /// The mapping; null when a patch deleted the object.
  [[nodiscard]] Node* root() const { return root_; }
  void replace_root(Node* root);
  /// True when a patch deleted the object, or left nothing of it.
  [[nodiscard]] bool is_gone() const;

  [[nodiscard]] const Id& id() const { return id_; }
  /// The id that the object was read with.
  [[nodiscard]] Id original_id() const;
  /// The id with a name that the object had before.
  [[nodiscard]] Id former_id(const FormerName& former) const;
  /// Reads the id anew, after the mapping was changed.
  void refresh();
  /// Puts the present name on record; call it before the object is renamed.
  void remember_name();

  /// metadata/name; a mapping and a field are made where they are missing.
  void set_name(Arena& arena, std::string_view name);
  /// metadata/namespace; "" removes the field.
  void set_namespace(Arena& arena, std::string_view ns);
  void set_kind(Arena& arena, std::string_view kind);
  void set_api_version(Arena& arena, std::string_view api_version);

  Bookkeeping notes;
  std::vector<std::string> variables;  ///< names of vars that read this object

 private:
  Node* root_;
  Id id_;
};

/// The texts of metadata/`field` (labels or annotations) by key.
std::map<std::string, std::string, std::less<>> metadata_map(const Node* root,
                                                             std::string_view field);
/// Sets metadata/`field` to these texts, in order of the keys; nothing stays of it where there are
/// none.
void set_metadata_map(Arena& arena, Node& root, std::string_view field,
                      const std::map<std::string, std::string, std::less<>>& values);

}  // namespace relctl::render
