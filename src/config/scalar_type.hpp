// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "yaml/document.hpp"

namespace relctl::config {

/// What YAML 1.2's core schema makes of a scalar; `none` for lists and mappings.
enum class ScalarType { none, null, boolean, integer, decimal, text };

/// The type of `node`. A quoted or block scalar is a text, and so is one with the tag `!!str`.
ScalarType scalar_type(const yaml::Node& node);

/// The type of `node` in words: "a number", "a list", …
std::string_view describe_type(const yaml::Node& node);

}  // namespace relctl::config
