// SPDX-License-Identifier: MIT
#include "kustomize/image_origin.hpp"

#include <algorithm>
#include <cctype>

#include "kustomize/image_reference.hpp"

namespace relctl::kustomize {
namespace {

std::string in_docker_hub(std::string_view path) {
  const bool has_folder = path.find('/') != std::string_view::npos;
  return std::string(docker_hub) + (has_folder ? "/" : "/library/") + std::string(path);
}

}  // namespace

std::string full_image_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || !names_host(name.substr(0, slash)))
    return in_docker_hub(name);
  std::string host(name.substr(0, slash));
  std::transform(host.begin(), host.end(), host.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (host == docker_hub || host == "index.docker.io") return in_docker_hub(name.substr(slash + 1));
  return host + std::string(name.substr(slash));
}

bool is_image_from(std::string_view name, const std::vector<std::string>& registries) {
  const std::string full = full_image_name(name) + "/";
  return std::any_of(registries.begin(), registries.end(),
                     [&](const std::string& allowed) { return full.starts_with(allowed + "/"); });
}

}  // namespace relctl::kustomize
