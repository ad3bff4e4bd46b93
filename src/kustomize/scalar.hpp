// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "edit/splice.hpp"
#include "kustomize/nodes.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// `value` as a scalar in `style`; a plain one is quoted where YAML would not read a string.
/// `value` holds no character that needs an escape (names, tags and digests do not).
std::string scalar_text(std::string_view value, yaml::Style style);

/// The node that scalar_text parses to.
yaml::Node scalar_node(std::string_view value, yaml::Style style);

/// The splice that gives `node` this value, in its own quoting. Throws Error(input) for an alias
/// (naming the anchor), for a collection, and for block and multi-line scalars.
edit::Splice replace_scalar(const yaml::Stream& stream, const yaml::Node& node,
                            std::string_view value);

/// The splice that writes `text` for a null that is not written (`newTag:`).
edit::Splice fill_null(const yaml::Node& null, std::string_view text);

/// True when the two are the same but for their places.
bool same(const yaml::Node& a, const yaml::Node& b);

/// `before` with `splices` carried out. Throws Error(input) unless the result parses to `expected`:
/// then the file has a form that cannot be edited safely.
std::string prove(const yaml::Stream& before, std::vector<edit::Splice> splices,
                  const std::vector<yaml::Node>& expected);

}  // namespace relctl::kustomize
