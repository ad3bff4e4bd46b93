// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "kustomize/images.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// The template that a tag of another form than the image's fits: `v{version}` for `v1.0.0`,
/// `{version}-alpine` for `1.0.0-alpine`. Nothing for a tag of the image's own form, and for one
/// that holds no version of three numbers.
std::optional<std::string> fitting_template(const config::Service& service,
                                            const config::Image& image, std::string_view tag);

/// Throws Error(input) where a place of `service` in `environment` holds a tag of another form than
/// the image's template writes, and names the template that fits: a release would change the form.
/// Gives what the places say.
std::vector<kustomize::ImageSetting> check_tag_forms(const Tree& tree,
                                                     const config::Environment& environment,
                                                     const config::Service& service);

}  // namespace relctl::deploy
