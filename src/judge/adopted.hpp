// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "judge/file_fields.hpp"
#include "kustomize/images.hpp"
#include "plan/draft.hpp"
#include "tree/tree.hpp"

namespace relctl::judge {

/// Content below a generated path that people made, and that somebody took responsibility for. It
/// is recognised by its fingerprint, so that it stays known when tags move, and when the commits
/// that brought it are squashed or rebased.
struct Adopted {
  std::string path;
  std::optional<std::string> content;  ///< fingerprint(); nothing: the file was deleted
  std::vector<std::string> images;     ///< references as they were: `ghcr.io/acme/sample:1.0.0`
  std::optional<std::string> reason;
  bool operator==(const Adopted&) const = default;

  /// True when the image stood there with this tag and digest.
  [[nodiscard]] bool has(const kustomize::ImageSetting& image) const;
};

/// The file that lists adopted content.
inline constexpr const char* adopted_path = ".relctl/adopted.yaml";

/// What the tree lists; none where there is no list. Throws Error(input), with the place, for a
/// list that is not as write_adopted makes it.
std::vector<Adopted> read_adopted(const Tree& tree);

/// The same, where a list that cannot be read adopts nothing.
std::vector<Adopted> readable_adopted(const Tree& tree);

/// Writes the list, ordered by path.
void write_adopted(plan::Draft& draft, std::vector<Adopted> adopted);

/// The record of a file as it stands, or (`text` is nothing) of its absence.
Adopted adopt(const std::string& path, const std::optional<std::string>& text, const Owned& owned);

}  // namespace relctl::judge
