// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace relctl::yaml {

/// True when some YAML reader takes the plain scalar `word` for something else than a string: the
/// core schema of YAML 1.2, the type repository of 1.1 (`yes`, `1_000`, `1:20`, dates, `<<`), and
/// what go-yaml adds to them (`0o7` next to `010`, letters of prefixes in either case).
bool resolves_to_other_type(std::string_view word);

}  // namespace relctl::yaml
