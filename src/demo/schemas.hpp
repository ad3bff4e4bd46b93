// SPDX-License-Identifier: MIT
#pragma once

#include "demo/log.hpp"

namespace relctl::demo {

/// The JSON Schemas (2020-12, as OpenAPI 3.1 uses them) of everything that is sent and received, by
/// name.
Json schemas();

}  // namespace relctl::demo
