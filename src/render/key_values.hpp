// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "render/arena.hpp"
#include "render/files.hpp"
#include "render/kustomization.hpp"

namespace relctl::render {

/// The keys and values of a generator's envs, literals and files. Throws Error(input) with the
/// generator's place for a key that is repeated and for a source that makes no sense.
std::map<std::string, std::string> read_key_values(const Arena& arena, const Folder& folder,
                                                   const Generator& generator);

}  // namespace relctl::render
