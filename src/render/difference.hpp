// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/render.hpp"

namespace relctl::render {

/// What an object is called where two builds are compared.
struct ObjectName {
  std::string api_version;
  std::string kind;
  std::string ns;  ///< as written; empty where there is none
  std::string name;
  bool operator==(const ObjectName&) const = default;

  /// `KIND NAMESPACE/NAME`, or `KIND NAME`.
  [[nodiscard]] std::string text() const;
};

/// A value that differs. Maps and lists that came or went are told by the values in them.
struct FieldChange {
  std::string path;                   ///< a key path: `spec.containers[name=web].image`
  std::optional<std::string> before;  ///< as YAML in one line, or the text of several lines
  std::optional<std::string> after;
  bool is_secret = false;   ///< the values are withheld: both are empty texts, where they are
  bool is_weighty = false;  ///< an image, a right, a securityContext or an Ingress: never left out
  bool operator==(const FieldChange&) const = default;
};

struct ObjectChange {
  ObjectName object;  ///< as it is afterwards; of a removed one, as it was
  std::vector<FieldChange> fields;
};

/// What became of the objects of a build, in its order; each list by the build it is found in.
struct Difference {
  std::vector<ObjectChange> added;  ///< with all that is in them
  std::vector<ObjectName> removed;
  std::vector<ObjectChange> changed;

  [[nodiscard]] bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};

/// Compares the objects of two builds; none stands for one without objects. Objects are the same
/// by group, kind, namespace and name; where a hash of the content is a part of the name, without
/// it. Items of lists are the same by their `name` or another key that tells them apart. Values of
/// Secrets are withheld, wherever else they stand as a whole, too.
Difference compare(const Build* before, const Build* after);

}  // namespace relctl::render
