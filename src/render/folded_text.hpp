// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "render/node.hpp"

namespace relctl::render {

/// The text that kustomize has of the folded scalar `scalar` after it wrote and read the object
/// once; nothing where that is the text itself. The writer of go-yaml v3 puts an empty line before
/// lines that are indented more and after the last one, where the reader takes it for content.
std::optional<std::string> text_written_folded(const Node& scalar);

}  // namespace relctl::render
