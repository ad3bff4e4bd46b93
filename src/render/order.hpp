// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "render/id.hpp"
#include "render/objects.hpp"

namespace relctl::render {

/// Which kinds the legacy order puts first and last.
struct LegacyOrder {
  std::vector<std::string> first;
  std::vector<std::string> last;
};

/// kustomize's own lists: what others need comes first, webhooks last.
const LegacyOrder& default_legacy_order();

/// Sorts by kind, then by group, version and kind, then by namespace and name.
void sort_legacy(Objects& objects, const LegacyOrder& order);

/// The order of kinds by which kustomize sorts its field specs.
bool gvk_precedes(const Gvk& left, const Gvk& right);

}  // namespace relctl::render
