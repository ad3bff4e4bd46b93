// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relctl::kustomize {

/// Docker Hub's name in image names.
inline constexpr std::string_view docker_hub = "docker.io";

/// `name`, the repository of an image, with its host, as docker reads it: a name without a host is
/// Docker Hub's, and there one without a folder is in `library/`. The host is in lower case.
std::string full_image_name(std::string_view name);

/// Whether the repository `name` is one of `registries` (`ghcr.io/acme`) or lies below one: the
/// hosts are equal, and the path is by whole segments.
bool is_image_from(std::string_view name, const std::vector<std::string>& registries);

}  // namespace relctl::kustomize
