// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "render/id.hpp"

namespace relctl::render {

/// A field that a transformer writes, in the kinds that `gvk` fits.
struct FieldSpec {
  Gvk gvk;
  std::string path;                  ///< as written: parts between slashes
  bool create = false;               ///< what is missing is made
  std::vector<std::string> parts{};  ///< of the path
  bool operator==(const FieldSpec&) const = default;
};

using FieldSpecs = std::vector<FieldSpec>;

/// A spec with its path cut into parts.
FieldSpec make_spec(Gvk gvk, std::string_view path, bool create);

/// The fields that name objects of kind `target`.
struct NameReference {
  Gvk target;
  FieldSpecs referrers;
  bool operator==(const NameReference&) const = default;
};

/// The fields that each transformer writes: the built-in ones, and what `configurations:` and
/// `crds:` add.
struct TransformerConfig {
  FieldSpecs name_prefix;
  FieldSpecs name_suffix;
  FieldSpecs ns;
  FieldSpecs common_labels;
  FieldSpecs labels;
  FieldSpecs template_labels;
  FieldSpecs volume_claim_template_labels;
  FieldSpecs common_annotations;
  FieldSpecs var_reference;
  FieldSpecs images;
  FieldSpecs replicas;
  std::vector<NameReference> name_reference;

  /// The list called `section` in configuration files; null for an unknown one.
  FieldSpecs* section(std::string_view name);
  bool operator==(const TransformerConfig&) const = default;
};

using SharedConfig = std::shared_ptr<const TransformerConfig>;

/// The built-in fields.
SharedConfig default_config();

/// Adds `incoming` to `specs`: a spec that an earlier one covers is left out. Throws Error(input),
/// "conflicting fieldspecs", where the two differ in what they make.
void merge_specs(FieldSpecs& specs, const FieldSpecs& incoming);
/// Both configurations, in kustomize's order. Null stands for an empty one.
SharedConfig merge_configs(const SharedConfig& config, const SharedConfig& incoming);

/// The parts of a path between `delimiter`s; a backslash before one makes it part of a name.
std::vector<std::string> split_path(std::string_view path, char delimiter);
/// split_path() that takes what stands between brackets together.
std::vector<std::string> split_field_path(std::string_view path);

/// The data file of the built-in fields.
std::string_view field_spec_data();

}  // namespace relctl::render
