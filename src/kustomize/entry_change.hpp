// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "edit/splice.hpp"
#include "kustomize/images.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// What one item of `images` becomes.
struct EntryChange {
  using Values = std::vector<std::pair<const yaml::Node*, std::string>>;

  std::vector<edit::Splice> splices;
  yaml::Node after;                        ///< the item afterwards, without places
  Values written;                          ///< scalars that got another value
  std::vector<const yaml::Node*> removed;  ///< values that went
  Values aliases;                          ///< left alone; the value each must come to have
};

/// The change that gives `entry` (an item of `images`, a mapping) the setting's tag and digest. A
/// key that is missing is added after `name` and `newName`, on a line of its own or inside the
/// braces; what the setting does not have goes, with its line or its comma. `style` quotes values
/// that are added.
EntryChange change_entry(const yaml::Stream& stream, const yaml::Node& entry,
                         const ImageSetting& setting, yaml::Style style);

}  // namespace relctl::kustomize
