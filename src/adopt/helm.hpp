// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::adopt {

/// A key of Helm values that holds an image's tag.
struct ValuesKey {
  std::string key;                        ///< key path, such as `image.tag`
  std::optional<std::string> repository;  ///< the image, where it stands beside the tag
  bool operator==(const ValuesKey&) const = default;
};

/// Values files that differ in the environment alone, such as `chart/values-dev.yaml`.
struct ValuesFamily {
  std::string path;                                      ///< with {environment}
  std::map<std::string, std::string> environments;       ///< name to path
  std::vector<ValuesKey> keys;                           ///< that all of them have
  std::map<std::string, std::set<std::string>> lacking;  ///< keys that some file lacks: its paths
};

/// The keys of `text` that look like image tags: `tag` below `image`, or beside `repository`, and
/// `imageTag`; those of one document alone, of several. Throws Error(input) for YAML that cannot be
/// read.
std::vector<ValuesKey> image_keys(const std::string& text, const std::string& file);

/// The families of values files among `files`, those with most environments first.
std::vector<ValuesFamily> find_values(const Tree& tree, const std::vector<std::string>& files);

}  // namespace relctl::adopt
