// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "yaml/document.hpp"

namespace relctl::config {

/// The text that values are read from: finds places in it and follows aliases. The stream must
/// outlive it.
class Source {
 public:
  explicit Source(const yaml::Stream& stream);

  /// Line, column and source line of a byte offset.
  [[nodiscard]] Location locate(std::size_t offset) const;
  /// The node that an alias stands for; any other node itself.
  [[nodiscard]] const yaml::Node& resolve(const yaml::Node& node) const;

 private:
  void collect_anchors(const yaml::Node& node);

  const yaml::Stream& stream_;
  std::multimap<std::string, const yaml::Node*, std::less<>> anchors_;
};

/// The names of a section's keys.
using Keys = std::span<const std::string_view>;

struct Member;

/// A value of the file, with its name in dotted form for messages (`services.api.tag`). Every
/// reading function throws Error(input) with place and hint when the value is of another type.
class Value {
 public:
  Value(const Source& source, const yaml::Node& node, std::string name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool is_null() const { return node_->is_null(); }
  [[nodiscard]] bool is_scalar() const { return node_->kind == yaml::Kind::scalar; }
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] bool is_mapping() const { return node_->kind == yaml::Kind::mapping; }

  /// Where the value stands in the file.
  [[nodiscard]] Location where() const;

  /// An error at this value's place, with what to do about it.
  [[nodiscard]] Error error(const std::string& message, std::string hint) const;

  /// The same without the source line, for a value that may hold a secret.
  [[nodiscard]] Error secret_error(const std::string& message, std::string hint) const;

  /// A text. A plain scalar that YAML reads as a number, a boolean or null is none.
  [[nodiscard]] std::string text() const;
  /// A text that is not empty and has no control character.
  [[nodiscard]] std::string line() const;
  [[nodiscard]] bool boolean() const;
  /// A whole number of at most 9 digits; nothing when this is anything else.
  [[nodiscard]] std::optional<long> number() const;
  /// The one of `choices` that this text is; an error names the choices, the nearest first.
  [[nodiscard]] std::string one_of(Keys choices) const;

  [[nodiscard]] std::vector<Value> items() const;
  /// A list of lines.
  [[nodiscard]] std::vector<std::string> lines() const;

  /// The entries of a mapping, in the file's order; keys must be texts.
  [[nodiscard]] std::vector<Member> members() const;
  /// Refuses keys that are not in `known`, naming the nearest one. Keys that begin with `x-` are
  /// passed over where `free_keys` is set.
  void check_keys(Keys known, bool free_keys = false) const;
  /// The value of `key` in a mapping; nothing when there is none.
  [[nodiscard]] std::optional<Value> find(std::string_view key) const;
  /// The value of `key`; an error at this mapping's place when there is none.
  [[nodiscard]] Value need(std::string_view key, const std::string& hint) const;

 private:
  [[nodiscard]] Error wrong_type(std::string_view wanted) const;

  const Source* source_;
  const yaml::Node* node_;
  std::string name_;
};

/// One entry of a mapping.
struct Member {
  std::string key;
  Value at;  ///< the key itself, for errors about it
  Value value;
};

}  // namespace relctl::config
