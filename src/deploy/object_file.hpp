// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "render/id.hpp"

namespace relctl::deploy {

/// The name of the file that an object of a rendered path is written into:
/// [NAMESPACE_]KIND[.GROUP]_NAME.yaml. It depends on the object alone, and two objects that a
/// cluster tells apart never get one name, nor names that differ in case alone. Of `NetworkPolicy`
/// it makes `network-policy`; what is no lower-case letter, digit, dot or hyphen is escaped.
std::string object_file(const render::Id& id);

}  // namespace relctl::deploy
