// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "render/files.hpp"
#include "render/kustomization.hpp"
#include "render/transformers.hpp"

namespace relctl::render {

/// The ConfigMap or Secret that a generator makes. Throws Error(input) with the generator's place
/// for keys that are repeated, sources that cannot be read, and literals without `=`.
Object generate(Workspace& work, const Folder& folder, const Generator& generator, bool secret,
                const std::optional<GeneratorOptions>& shared);

/// Adds a generated object, or merges it into the one that has its id, as its behavior says; the
/// pointer is what stands in `objects` afterwards. Throws Error(input) where the behavior does not
/// fit.
void absorb(Workspace& work, Objects& objects, Object& generated);

}  // namespace relctl::render
