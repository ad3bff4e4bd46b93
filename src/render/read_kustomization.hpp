// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "render/arena.hpp"
#include "render/kustomization.hpp"

namespace relctl::render {

/// Reads a kustomization file; `file` is a number in the arena's table. Throws Error(input) with
/// the place: for unknown fields with the nearest known one, values of another type, an empty file,
/// and for Helm charts, which need a program of their own.
Kustomization read_kustomization(Arena& arena, std::string_view text, std::uint16_t file);

}  // namespace relctl::render
