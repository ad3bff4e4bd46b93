// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "kustomize/images.hpp"
#include "yaml/document.hpp"

namespace relctl::kustomize {

/// How the entries of a list of `images` are written.
struct EntryStyle {
  yaml::Style key = yaml::Style::plain;
  yaml::Style name = yaml::Style::plain;
  yaml::Style value = yaml::Style::plain;
  bool is_tight = false;  ///< no blank behind `:` and `,`, as in minified JSON
  bool operator==(const EntryStyle&) const = default;
};

/// The quoting that the tags and digests of `images` have: that of the last one, else that of the
/// last name; plain when there is neither.
yaml::Style value_style(const yaml::Node& images);

/// The style of the last entry of the kustomization `root` of `stream`; without one, keys and
/// values are quoted like the other keys (JSON).
EntryStyle entry_style(const yaml::Stream& stream, const yaml::Node& root);

/// The mapping that gives an image its tag and digest.
yaml::Node entry_node(const ImageSetting& setting, const EntryStyle& style);

/// An entry in braces.
std::string flow_text(const yaml::Node& entry, bool is_tight);

/// An entry as lines: `first` stands before the first key, `rest` before the others.
std::string block_text(const yaml::Node& entry, std::string_view first, std::string_view rest,
                       std::string_view line_end);

}  // namespace relctl::kustomize
