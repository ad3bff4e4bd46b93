// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::adopt {

/// Folders that differ in the environment alone (and in the service): `apps/*/overlays/dev` and so
/// on.
struct Family {
  std::string path;  ///< with {environment}, and with {service} where services have folders
  /// The services with a folder, by environment; "" where the path has no {service}.
  std::map<std::string, std::set<std::string>> environments;
  std::map<std::string, std::string> spelled;  ///< the folder's own name, by environment
  std::optional<std::string> source;           ///< the family that relctl generates this one from
  std::optional<std::string> below;  ///< the family that this one's kustomizations build on
};

/// The files that hold Kubernetes objects or say how to build them, among `files`: kustomizations
/// and manifests, not the insides of Helm charts.
std::vector<std::string> deployment_files(const Tree& tree, const std::vector<std::string>& files);

/// The families among `deployments`, the best one first: what relctl generates, then what `pointed`
/// (see pointed_folders()) are, then the one of most environments and files. Of families that build
/// on each other the one is taken that sets the images; it is generated from the one below it where
/// nothing else stands in it. `services` are the names of the service folders that are known.
std::vector<Family> find_families(const Tree& tree, const std::vector<std::string>& deployments,
                                  const std::set<std::string>& services,
                                  const std::set<std::string>& pointed);

/// The one folder that all `deployments` lie in ("" for the root).
std::string common_folder(const std::vector<std::string>& deployments);

}  // namespace relctl::adopt
