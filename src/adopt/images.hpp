// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adopt/origin.hpp"
#include "tree/tree.hpp"

namespace relctl::adopt {

/// The image repositories that run in an environment's folder, with the tags that are fixed there.
struct UsedImages {
  std::map<std::string, std::set<std::string>> tags;  ///< by image; none where it has no tag
  std::optional<std::string> fault;                   ///< why the folder could not be read
};

/// Every image that runs in `folder`, from bases outside of it too.
UsedImages images_in(const Tree& tree, const std::string& folder);

/// Whether an image is built here.
enum class Ownership { own, doubtful, foreign };

/// Judges by the names of the repository's owner, of the repository and of the services: an image
/// that has none of them is doubtful, and foreign where it comes from a public collection.
Ownership ownership(std::string_view image, const std::optional<Origin>& origin,
                    const std::set<std::string>& names);

/// The last part of the repository's name, as a name of relctl.yaml.
std::string service_of_image(std::string_view image);

/// The template that made `tags` (`v{version}` for v1.2.3); nothing for tags that are no versions.
std::optional<std::string> tag_template(const std::set<std::string>& tags);

}  // namespace relctl::adopt
