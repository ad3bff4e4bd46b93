// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "render/files.hpp"
#include "render/kustomization.hpp"
#include "render/objects.hpp"
#include "render/transformers.hpp"

namespace relctl::render {

/// The objects of one kustomization and of what it is made from, with the fields and variables that
/// overlays inherit.
struct Accumulator {
  Objects objects;
  SharedConfig config;
  std::vector<Variable> variables;
};

/// What all folders of one build share.
struct Session {
  Workspace work;
  Files& files;
  bool restricted = true;
  bool tracks_origins = false;
  bool has_own_schema = false;  ///< `openapi` was said; the first one holds for the whole build
  std::deque<Object> objects{};
  std::deque<Kustomization> kustomizations{};
  std::vector<std::string> warnings{};
  std::vector<std::string> build_metadata{};  ///< of the root
};

}  // namespace relctl::render
