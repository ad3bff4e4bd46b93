// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string_view>

#include "render/node.hpp"

namespace relctl::check {

/// Labels by name; views of texts in the build.
using LabelMap = std::map<std::string_view, std::string_view>;

/// The scalars of a mapping of labels; none where it is null or something else.
LabelMap read_labels(const render::Node* mapping);

/// Whether `labels` have all of the labels in `selector`, a Service's plain mapping. An empty
/// selector, or none, fits nothing.
bool fits_plain_selector(const render::Node* selector, const LabelMap& labels);

/// Whether a LabelSelector (`matchLabels` and `matchExpressions`) fits `labels`. An empty one fits
/// all, none fits nothing; an expression with an unknown operator fits nothing.
bool fits_label_selector(const render::Node* selector, const LabelMap& labels);

}  // namespace relctl::check
