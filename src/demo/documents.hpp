// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace relctl::demo {

/// The two descriptions of the service that are made from its routes.
struct Documents {
  std::string openapi;
  std::string page;
};

}  // namespace relctl::demo
