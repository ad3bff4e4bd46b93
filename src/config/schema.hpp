// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::config {

/// The JSON Schema (draft-07) of relctl.yaml, for editors: what `relctl config schema` prints. It
/// accepts every file that parse() does; rules between values (cycles, equal tags) it cannot say.
std::string_view schema();

}  // namespace relctl::config
