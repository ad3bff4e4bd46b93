// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::report {

/// The JSON Schema (draft-07) of every `--json` answer, by command in its definitions: what `relctl
/// config schema --answers` prints.
std::string_view answers_schema();

}  // namespace relctl::report
