// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// What is known of one value: the fields it may have, and how a list of it is merged.
struct Shape {
  std::int32_t type = -1;  ///< number of its type in the schema; -1 has no known fields
  bool list = false;       ///< a list of `type`
  bool map = false;        ///< a map whose values are of `type`
  bool merged = false;     ///< a list that is merged, by `keys` or, without any, by value
  std::vector<std::string> keys;
};

/// What kustomize takes from the OpenAPI description of Kubernetes: which lists are merged by which
/// keys, and which kinds have no namespace.
class Schema {
 public:
  /// The description that is built in: Kubernetes 1.21.2.
  static std::shared_ptr<const Schema> built_in();
  /// One that a kustomization brings (`openapi: {path}`), instead of it.
  static std::shared_ptr<const Schema> custom(const Node& document);

  /// The shape of an object; nothing for kinds that are unknown.
  [[nodiscard]] const Shape* kind(std::string_view api_version, std::string_view kind) const;
  /// The shape of field `name` of `shape`; nothing for an unknown field.
  [[nodiscard]] const Shape* field(const Shape& shape, std::string_view name) const;
  /// The shape of an item of the list `shape`.
  [[nodiscard]] const Shape* item(const Shape& shape) const;

 private:
  using Fields = std::unordered_map<std::string, Shape>;
  struct Type {
    Fields fields;
    std::unique_ptr<Shape> rest;  ///< of fields that are not named
  };
  friend class SchemaReader;

  std::unordered_map<std::string, Shape> kinds_;  ///< by "API_VERSION KIND"
  std::vector<Type> types_;
  std::vector<Shape> items_;  ///< by type: one item of it
  Shape leaf_;
};

/// True for the kinds that are certainly without a namespace.
bool is_cluster_scoped(std::string_view api_version, std::string_view kind);

/// The data file of the built-in description.
std::string_view schema_data();

}  // namespace relctl::render
