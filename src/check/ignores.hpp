// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/environment.hpp"
#include "check/manifests.hpp"
#include "config/config.hpp"

namespace relctl::check {

/// The id of findings about what is to be ignored.
inline constexpr std::string_view ignore_check = "ignore";

/// What annotations begin with that let an object pass a check: `relctl.dev/ignore.CHECK: reason`.
inline constexpr std::string_view ignore_prefix = "relctl.dev/ignore.";

/// The annotations of the objects and pod templates that let them pass checks.
std::vector<Ignore> annotated_ignores(const Manifests& manifests);

/// Marks the findings that `checks` or annotations let pass, and adds findings about ignores: those
/// that are unknown, say no reason, are not allowed, or are over. With `complete`, where all
/// environments were built and held to all checks, also those that nothing is found for. `today` is
/// a day in UTC, such as 2027-01-31.
void apply_ignores(std::vector<EnvironmentCheck>& environments,
                   const std::optional<config::Checks>& checks, const std::string& today,
                   bool complete);

}  // namespace relctl::check
