// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/environment.hpp"
#include "config/config.hpp"
#include "render/render.hpp"
#include "tree/tree.hpp"

namespace relctl::check {

/// The folders that make up the environment, each once: its paths, or what they are made from where
/// they hold no kustomization.
std::vector<std::string> environment_folders(const Tree& tree, const config::Config& config,
                                             const config::Environment& environment);

/// The folders that a rendered environment is rendered from, each once.
std::vector<std::string> source_folders(const config::Config& config,
                                        const config::Environment& environment);

/// What the folder builds to; nothing where it cannot be built, which `result` then tells.
std::optional<render::Build> built_folder(const Tree& tree, const std::string& folder,
                                          EnvironmentCheck& result);

}  // namespace relctl::check
