// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "adopt/findings.hpp"

namespace relctl::adopt {

/// The text of relctl.yaml for `findings`, with short comments; what is a default is left out.
/// config::parse gives findings.config back. The same findings always give the same text.
std::string write_config(const Findings& findings);

}  // namespace relctl::adopt
