// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

using Member = yaml::Entry;

/// The member of `mapping` with this key; kustomize matches field names without regard to case.
/// Nothing when there is none or `mapping` is no mapping.
const Member* find_member(const yaml::Node& mapping, std::string_view key);

/// The offset behind the last byte of `node`'s content, comments excluded.
std::size_t content_end(const yaml::Node& node);

/// The same for a member, whose value may be empty.
std::size_t content_end(const Member& member);

/// True for a scalar in the `|` or `>` form.
bool is_block_scalar(const yaml::Node& node);

/// An Error(input) that points to `offset` of `stream`.
Error input_error(const yaml::Stream& stream, std::size_t offset, const std::string& message);

/// The anchors of one document, to follow its aliases.
class Anchors {
 public:
  explicit Anchors(const yaml::Node& root) { collect(root); }

  /// The node that `alias` stands for: the last one before it with its name; nothing when there is
  /// none.
  [[nodiscard]] const yaml::Node* target(const yaml::Node& alias) const;
  /// `node` itself, or what it stands for when it is an alias.
  [[nodiscard]] const yaml::Node& follow(const yaml::Node& node) const;

 private:
  void collect(const yaml::Node& node);

  std::unordered_map<std::string, std::vector<const yaml::Node*>> nodes_;
};

}  // namespace relctl::kustomize
