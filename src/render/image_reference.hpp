// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::render {

/// An image reference as kustomize cuts it: at the first `:` or `@` behind the first slash.
struct ImageReference {
  std::string name;
  std::string tag;
  std::string digest;  ///< with its algorithm
};

ImageReference split_image(std::string_view reference);
/// The reference that `image` was cut from.
std::string to_string(const ImageReference& image);

}  // namespace relctl::render
