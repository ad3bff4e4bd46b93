// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "adopt/ci_system.hpp"
#include "adopt/shell_steps.hpp"

namespace relctl::adopt {

/// The text of the pipeline file for `system`. The same facts always give the same text.
std::string write_pipeline(CiSystem system, const PipelineFacts& facts);

}  // namespace relctl::adopt
