// SPDX-License-Identifier: MIT
#pragma once

#include "commands/context.hpp"

namespace relctl::commands {

/// `relctl --version`: version, revision, and the libraries with theirs; with --json one object
/// `{version, revision, libraries: {name: version}}`.
int print_version(Context& context);

}  // namespace relctl::commands
