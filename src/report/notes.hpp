// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "release/notes.hpp"

namespace relctl::report {

/// Release notes for programs.
nlohmann::ordered_json to_json(const release::ReleaseNotes& notes);

}  // namespace relctl::report
