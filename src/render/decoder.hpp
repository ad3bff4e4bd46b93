// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "render/arena.hpp"
#include "render/kustomization.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// One field that a map may have.
struct FieldReader {
  std::string_view name;
  std::function<void(const Node&)> read;
};

/// Reads typed values out of nodes as Go's JSON decoder does: null is the zero value, another type
/// an error with its place, field names match in any case.
class Decoder {
 public:
  enum class Dialect {
    kustomization,  ///< YAML 1.1: `y` is a boolean; unknown fields are refused; configurations too
    replacement,    ///< YAML 1.1; unknown fields are passed over
    manifest,       ///< read as manifests are; unknown fields are passed over
  };

  Decoder(const Arena& arena, Dialect dialect) : arena_(arena), dialect_(dialect) {}

  [[nodiscard]] std::string string(const Node& node) const;
  [[nodiscard]] bool boolean(const Node& node) const;
  [[nodiscard]] std::int64_t integer(const Node& node) const;
  [[nodiscard]] std::vector<std::string> strings(const Node& node) const;
  [[nodiscard]] std::vector<Reference> references(const Node& node) const;
  [[nodiscard]] TextMap text_map(const Node& node) const;
  /// Calls `read` for each item of a list.
  void items(const Node& node, const std::function<void(const Node&)>& read) const;
  /// Calls the reader of each field of a map; of a field that is repeated, the last one counts.
  void fields(const Node& node, const std::vector<FieldReader>& readers) const;

  /// A list of values that `read` makes of each item.
  template <typename Value>
  [[nodiscard]] std::vector<Value> list(const Node& node,
                                        const std::function<Value(const Node&)>& read) const {
    std::vector<Value> values;
    items(node, [&](const Node& item) { values.push_back(read(item)); });
    return values;
  }

  // Readers of one field into a variable.
  [[nodiscard]] FieldReader into(std::string_view name, std::string& target) const;
  [[nodiscard]] FieldReader into(std::string_view name, bool& target) const;
  [[nodiscard]] FieldReader into(std::string_view name, std::int64_t& target) const;
  [[nodiscard]] FieldReader into(std::string_view name, std::vector<std::string>& target) const;
  [[nodiscard]] FieldReader into(std::string_view name, std::vector<Reference>& target) const;
  [[nodiscard]] FieldReader into(std::string_view name, TextMap& target) const;
  /// The readers of group, version and kind.
  [[nodiscard]] std::vector<FieldReader> into(Gvk& gvk) const;

  [[noreturn]] void fail(const Node& node, const std::string& fault) const;
  [[nodiscard]] const Arena& arena() const { return arena_; }
  [[nodiscard]] Dialect dialect() const { return dialect_; }

 private:
  void require(const Node& node, Kind kind) const;
  [[nodiscard]] const FieldReader* reader_for(const Node& key,
                                              const std::vector<FieldReader>& readers) const;

  const Arena& arena_;
  Dialect dialect_;
};

}  // namespace relctl::render
