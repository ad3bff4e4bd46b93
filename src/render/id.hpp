// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::render {

/// Group, version and kind. In a selector, an empty part fits all.
struct Gvk {
  std::string group;
  std::string version;
  std::string kind;
  bool operator==(const Gvk&) const = default;

  /// "group/version", or the version alone.
  [[nodiscard]] std::string api_version() const;
  /// Kind.version.group, with [noKind], [noVer] and [noGrp] for absent parts.
  [[nodiscard]] std::string text() const;
  /// True when every part that `selector` has is equal.
  [[nodiscard]] bool is_selected_by(const Gvk& selector) const;
};

/// `api_version` cut at its first slash, and `kind`.
Gvk make_gvk(std::string_view api_version, std::string_view kind);

/// What names an object: two objects of one build may not have equal ids.
struct Id {
  Gvk gvk;
  std::string name;
  std::string ns;               ///< as written; "" where there is none
  bool cluster_scoped = false;  ///< certainly without a namespace
  bool operator==(const Id&) const = default;

  /// The namespace that counts: one name for all cluster-scoped objects, "default" for none.
  [[nodiscard]] std::string_view effective_ns() const;
  /// Equal but for the writing of the namespace.
  [[nodiscard]] bool same(const Id& other) const;
  /// Kind.version.group/name.namespace, with [noName] and [noNs] for absent parts.
  [[nodiscard]] std::string text() const;
};

/// The effective namespace of cluster-scoped objects.
inline constexpr std::string_view no_namespace = "_non_namespaceable_";

}  // namespace relctl::render
