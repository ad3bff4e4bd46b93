// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "edit/splice.hpp"
#include "kustomize/images.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// The splice that adds an entry for each of `settings` to the kustomization `root` of `stream`,
/// behind the last entry and in its style; `expected` (a copy of `root`) gets the same entries.
/// Without `images` the section goes to the end of the document, its list indented like the first
/// other list. Throws Error(input) where `images` is an alias.
edit::Splice add_entries(const yaml::Stream& stream, const yaml::Node& root,
                         const std::vector<ImageSetting>& settings, yaml::Node& expected);

}  // namespace relctl::kustomize
