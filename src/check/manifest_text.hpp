// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "config/config.hpp"
#include "render/id.hpp"
#include "tree/tree.hpp"

namespace relctl::check {

/// An object in a text of manifests.
struct TextPart {
  std::size_t line = 1;  ///< its first
  render::Id object;
  Location where;  ///< of the file that people edit
};

/// What an environment runs, as YAML for other programs. A folder that cannot be built is left out.
struct ManifestText {
  std::string text;             ///< documents; empty: no object
  std::vector<TextPart> parts;  ///< in the order of the text

  /// The object that has `line`; null before the first one.
  [[nodiscard]] const TextPart* at(std::size_t line) const;
};

/// Builds the folders of `environment` in `tree`.
ManifestText manifest_text(const Tree& tree, const config::Config& config,
                           const config::Environment& environment);

}  // namespace relctl::check
