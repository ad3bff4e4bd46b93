// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "deploy/rendering.hpp"
#include "judge/evidence.hpp"
#include "judge/territory.hpp"

namespace relctl::judge {

/// The command that gives a service of the site a version, the one that `tag` stands for if it
/// does.
std::string deploy_command(const Site& site, const std::optional<std::string>& tag);

/// The command that takes responsibility for hand-made content.
std::string adopt_command(const std::string& path);

/// The command that changes what a guarded file says besides images.
std::string structure_command(const Rights& rights, const std::string& path);

/// The commands that change what a rendered path holds.
std::string rendered_command(const config::Config& config, const deploy::RenderTarget& target);

/// The command that puts a file back to what it was before the commit.
std::string restore_command(const Judged& judged, const std::string& path);

/// The command that writes a file of relctl's own; empty for one that it does not know.
std::string own_file_command(const std::string& path);

}  // namespace relctl::judge
