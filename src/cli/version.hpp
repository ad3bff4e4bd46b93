// SPDX-License-Identifier: MIT
#pragma once

#include "cli/context.hpp"

namespace relctl::cli {

/// `relctl --version`: version, revision, and the libraries with theirs; with --json one object
/// `{version, revision, libraries: {name: version}}`.
int print_version(Context& context);

}  // namespace relctl::cli
