// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::kustomize {

/// A container image reference taken apart (the grammar of the OCI distribution specification:
/// `[host[:port]/]path[:tag][@algorithm:hex]`).
struct ImageReference {
  std::string name;  ///< repository with host and port, as written: `localhost:5000/team/app`
  std::optional<std::string> tag;
  std::optional<std::string> digest;  ///< `sha256:…`
  bool operator==(const ImageReference&) const = default;
};

/// Takes `text` apart at the marks alone, whatever the parts look like: the digest after the first
/// `@`, the tag after the first `:` that follows the last `/`. Placeholders (`APP_IMAGE`) that a
/// kustomization renames have a name this way.
ImageReference split_image(std::string_view text);

/// Takes `text` apart; nothing when it is no image reference.
std::optional<ImageReference> parse_image_reference(std::string_view text);

/// The reference as text.
std::string to_string(const ImageReference& reference);

/// Docker's rule: the first part of a name is a host only if it looks like one; else it is a
/// folder.
bool names_host(std::string_view part);

/// True for a tag as registries take it: `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`.
bool is_image_tag(std::string_view text);

/// True for `sha256:` and 64 lower-case hexadecimal digits.
bool is_digest(std::string_view text);

}  // namespace relctl::kustomize
