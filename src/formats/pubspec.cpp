// SPDX-License-Identifier: MIT
#include "formats/format.hpp"
#include "formats/yaml_file.hpp"

namespace relctl::formats {

Found find_pubspec(const Tree& tree, const std::string& path) {
  return find_yaml(load(tree, path), "version");
}

}  // namespace relctl::formats
