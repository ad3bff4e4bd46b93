// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registry/client.hpp"

namespace relctl::registry {

/// An image for one platform.
struct PlatformImage {
  Platform platform;
  std::string digest;  ///< of its manifest
  std::map<std::string, std::string> labels;
};

/// What a registry holds under a digest: an image for one platform, or an index of several.
struct Image {
  std::string digest;
  std::vector<PlatformImage> platforms;
};

/// Reads the image of a digest down to the labels; nothing where there is none. What an index holds
/// for no platform (BuildKit's attestations) is left out. Throws what Client throws.
std::optional<Image> read_image(Client& client, const std::string& digest);

}  // namespace relctl::registry
