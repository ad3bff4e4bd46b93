// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "formats/rewrite.hpp"

namespace relctl::formats {

/// The places of `path`, a yarn.lock of yarn 2 and later, that ask for the package `name` in the
/// folder `home`: the ranges by which siblings found it, and those that they ask with. An older
/// yarn.lock holds no packages of the repository.
void follow_yarn_lock(const Move& move, const std::string& path, const std::string& home,
                      const std::string& name, Rewrite& rewrite);

}  // namespace relctl::formats
