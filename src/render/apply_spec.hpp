// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>

#include "render/arena.hpp"
#include "render/field_spec.hpp"
#include "render/object.hpp"

namespace relctl::render {

/// What a missing field becomes where its spec says `create`; kind none makes nothing.
struct Creation {
  Kind kind = Kind::none;
  Tag tag = Tag::none;
};

/// Calls `set` with each node that `spec` leads to in `root`, where the group, version and kind of
/// the spec fit. Lists on the way are walked through; `[]` behind a name asks for one. Throws
/// Error(input) where a scalar stands on the way.
void apply_spec(Arena& arena, Node& root, const Gvk& gvk, const FieldSpec& spec, Creation creation,
                const std::function<void(Node&)>& set);

/// apply_spec() for each of `specs`, on an object; its id is read anew.
void apply_specs(Arena& arena, Object& object, std::span<const FieldSpec> specs, Creation creation,
                 const std::function<void(Node&)>& set);

}  // namespace relctl::render
