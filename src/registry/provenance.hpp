// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "config/config.hpp"
#include "json/document.hpp"

namespace relctl::registry {

/// What of an SLSA provenance (predicate of version 1 or 0.2) does not fit `policy`: the source
/// that it was built from, or the builder; empty: all fits.
std::string provenance_fault(const json::Value& predicate, const config::Attested& policy);

}  // namespace relctl::registry
