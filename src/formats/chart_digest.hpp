// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "yaml/document.hpp"

namespace relctl::formats {

/// The digest that Helm 3 writes into Chart.lock (`sha256:…`): over the dependencies of Chart.yaml
/// and those of the lock, as Go prints them in JSON. Both are sequences of mappings.
std::string chart_digest(const yaml::Node& required, const yaml::Node& locked);

}  // namespace relctl::formats
