// SPDX-License-Identifier: MIT
#include "formats/format.hpp"
#include "formats/json_file.hpp"

namespace relctl::formats {

Found find_package_json(const Tree& tree, const std::string& path) {
  return find_json(load(tree, path), "version");
}

}  // namespace relctl::formats
