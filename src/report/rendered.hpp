// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "deploy/environment_difference.hpp"
#include "report/style.hpp"

namespace relctl::report {

/// What environments would run otherwise, for people: for each the objects that are added, removed
/// and changed, then their values. Changes that several objects share stand once. Beyond `most`
/// bytes values are left out, and counted, but those of images, rights, securityContexts and
/// Ingresses.
std::string rendered_text(const std::vector<deploy::EnvironmentDifference>& differences,
                          const Style& style,
                          std::size_t most = std::numeric_limits<std::size_t>::max());

/// The same for programs: [{name, added, removed, changed, not_built}].
nlohmann::ordered_json rendered_json(const std::vector<deploy::EnvironmentDifference>& differences);

}  // namespace relctl::report
