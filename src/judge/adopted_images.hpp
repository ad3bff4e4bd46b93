// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "judge/evidence.hpp"
#include "judge/file_fields.hpp"
#include "judge/territory.hpp"

namespace relctl::judge {

/// What is wrong, in a sentence, with what the site's workloads run after a commit that brings
/// adopted content; empty: nothing. An adoption moves no image: where a workload ran one of the
/// service's images before, it runs the same, or one that an operation could give it. That is told
/// from builds of the path, which patches, replacements and new names change as well as a field.
std::string adopted_image_fault(const Judged& judged, Evidence& evidence, const Site& site);

/// True where an entry of `images` in a kustomization calls an image of `owned` otherwise than
/// before. That is told from the file, where the path cannot be built too.
bool renames_image(const FileFields& before, const FileFields& after, const Owned& owned);

}  // namespace relctl::judge
