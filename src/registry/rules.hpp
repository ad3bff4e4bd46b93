// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "registry/examine.hpp"

namespace relctl::registry {

/// Each function applies one rule of an images policy to what is known of an image.

/// The registry and folder that images may come from: the host equal, the path by segments.
Rule origin_rule(const std::string& name, const std::vector<std::string>& registries);
/// The platforms that an image must have.
Rule platforms_rule(const std::vector<PlatformImage>& images,
                    const std::vector<std::string>& platforms);
/// The labels that name the release, on every platform.
Rule labels_rule(const std::vector<PlatformImage>& images, const Question& question);
/// Signatures by the policy's keys.
Rule signed_rule(const std::vector<Claim>& claims, const config::Signed& policy,
                 const std::string& digest);
/// An attestation of the policy's type by one of its keys: a scan is judged by its newest, every
/// other type passes with one that fits.
Rule attested_rule(const std::vector<Claim>& claims, const config::Attested& policy,
                   std::chrono::sys_seconds now);

/// The predicate type that a word of relctl.yaml stands for (`vuln`, `slsaprovenance1`, …), as for
/// cosign; an address stands for itself.
std::string predicate_of(const std::string& type);

}  // namespace relctl::registry
