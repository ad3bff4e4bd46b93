// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"

namespace relctl::registry {

/// Where an image runs: `linux/amd64`, `linux/arm/v7`.
struct Platform {
  std::string os;
  std::string architecture;
  std::string variant;
  bool operator==(const Platform&) const = default;
};

/// `os/architecture[/variant]`.
std::string to_string(const Platform& platform);

/// What one document says of another one (OCI image specification, descriptor).
struct Descriptor {
  std::string media_type;
  std::string digest;  ///< `sha256:…`, always well-formed
  std::uint64_t size = 0;
  std::map<std::string, std::string> annotations;
  std::optional<Platform> platform;
  bool operator==(const Descriptor&) const = default;
};

/// An image manifest, or an index of several; which of the two, `is_index` says.
struct Manifest {
  bool is_index = false;
  std::string media_type;
  std::string artifact_type;
  std::vector<Descriptor> manifests;  ///< of an index
  std::optional<Descriptor> config;   ///< of an image manifest
  std::vector<Descriptor> layers;     ///< of an image manifest
};

/// The media types of manifests and indexes, OCI's and Docker's, as an Accept header has them.
/// Without the right one a registry says that an image does not exist.
inline constexpr std::string_view manifest_types =
    "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.docker.distribution.manifest.v2+json";

/// Reads a manifest or index of schema 2. `what` names it in errors. Throws Error(system) when the
/// bytes are none.
Manifest parse_manifest(std::string_view bytes, const std::string& what);

/// The document that `bytes` from a server are; `what` names them. Throws Error(system) when they
/// are no JSON, or an object has a member twice.
json::Value parse_served(std::string_view bytes, const std::string& what);

/// The string that member `name` of `object` holds; empty where there is none.
std::string text_of(const json::Value& object, std::string_view name);

/// The members of `object` that hold strings.
std::map<std::string, std::string> texts_of(const json::Value* object);

}  // namespace relctl::registry
