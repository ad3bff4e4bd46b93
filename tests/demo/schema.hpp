// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace relctl::demo_test {

/// Where `value` does not fit `schema`, and why; nothing where it fits. Knows the keywords that the
/// service's schemas use, and throws for any other.
std::vector<std::string> misfits(const nlohmann::json& value, const nlohmann::json& schema,
                                 const nlohmann::json& document, const std::string& at = "");

}  // namespace relctl::demo_test
