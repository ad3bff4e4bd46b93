// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "yaml/document.hpp"

namespace relctl::adopt {

/// The settings of bumpversion in an INI file (`.bumpversion.cfg`, `setup.cfg`), in the shape that
/// its TOML file has: the keys of `[bumpversion]`, and `files`, a mapping for each
/// `[bumpversion:file:PATH]` and `[bumpversion:glob:GLOB]`. A null where there is no such section.
yaml::Node read_bumpversion_ini(std::string_view text);

}  // namespace relctl::adopt
