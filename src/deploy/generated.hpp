// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "kustomize/images.hpp"
#include "plan/draft.hpp"

namespace relctl::deploy {

/// Writes the generated path of an environment: a kustomization that refers to `source` by its
/// relative path and sets the images, those it has already and `images`. The same inputs give the
/// same bytes. Throws Error(input) when `source` is no directory.
void write_generated(plan::Draft& draft, const std::string& path, const std::string& source,
                     const std::vector<kustomize::ImageSetting>& images);

/// The way from directory `from` to `to`, both relative to the same root: `../../overlays/dev`.
std::string relative_path(const std::string& from, const std::string& to);

}  // namespace relctl::deploy
