// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::adopt {

/// A line of a pipeline that does what relctl does: sets a version, a tag or an image, or pushes.
struct ReleaseStep {
  std::string path;
  std::size_t line = 0;  ///< from 1
  std::string text;      ///< without the blanks around it
  std::string does;      ///< in words: "sets a version"
};

/// The lines of the pipelines among `files` that would release beside relctl; none of comments and
/// of lines that call relctl itself.
std::vector<ReleaseStep> find_release_steps(const Tree& tree,
                                            const std::vector<std::string>& files);

}  // namespace relctl::adopt
