// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "registry/examine.hpp"
#include "report/style.hpp"

namespace relctl::commands {

/// What is known of an image, for people: the image with its digest, a line for each platform,
/// signature and attestation, and a line for each rule.
std::string image_text(const registry::Examination& examination, const report::Style& style);

/// The same for programs: {good, images: [{image, reference, digest, exists, platforms, signatures,
/// attestations, rules}]}.
nlohmann::ordered_json image_json(const std::vector<registry::Examination>& examined);

}  // namespace relctl::commands
