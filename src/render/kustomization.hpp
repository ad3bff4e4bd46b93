// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "render/field_spec.hpp"
#include "render/id.hpp"
#include "render/node.hpp"

namespace relctl::render {

using TextMap = std::map<std::string, std::string>;

/// Which objects a patch or a replacement is for. Its parts are regular expressions that must fit
/// whole; empty ones fit all.
struct Selector {
  Gvk gvk;
  std::string name;
  std::string ns;
  std::string annotations;  ///< in the grammar of label selectors
  std::string labels;
  const Node* node = nullptr;
};

/// An entry of `patches` or `patchesJson6902`.
struct Patch {
  std::string path;
  std::string text;
  std::optional<Selector> target;
  bool allow_name_change = false;
  bool allow_kind_change = false;
  const Node* node = nullptr;
};

/// An entry of `images`.
struct ImageChange {
  std::string name;
  std::string new_name;
  std::string tag_suffix;
  std::string new_tag;
  std::string digest;
  const Node* node = nullptr;
};

/// An entry of `replicas`.
struct Replicas {
  std::string name;
  std::int64_t count = 0;
  const Node* node = nullptr;
};

/// An entry of `labels`.
struct Labels {
  TextMap pairs;
  bool include_selectors = false;
  bool include_templates = false;
  bool include_volume_claim_templates = false;
  FieldSpecs fields;
};

/// `generatorOptions`, and `options` of a generator.
struct GeneratorOptions {
  TextMap labels;
  TextMap annotations;
  bool disable_name_suffix_hash = false;
  bool immutable = false;
};

/// An entry of `configMapGenerator` or `secretGenerator`.
struct Generator {
  std::string ns;
  std::string name;
  std::string behavior;
  std::vector<std::string> literals;
  std::vector<std::string> files;
  std::vector<std::string> envs;
  std::optional<GeneratorOptions> options;
  std::string type;  ///< of a Secret
  const Node* node = nullptr;
};

/// `options` of a replacement's source or target.
struct FieldOptions {
  std::string delimiter;
  std::int64_t index = 0;
  bool create = false;
};

struct ReplacementSource {
  Gvk gvk;
  std::string name;
  std::string ns;
  std::string field_path;
  FieldOptions options;
};

struct ReplacementTarget {
  std::optional<Selector> select;
  std::vector<Selector> reject;
  std::vector<std::string> field_paths;
  FieldOptions options;
};

/// An entry of `replacements`, or of a file that one names.
struct Replacement {
  std::optional<ReplacementSource> source;
  std::optional<std::string> source_value;
  std::vector<ReplacementTarget> targets;
  bool has_targets = false;
  std::string path;
  const Node* node = nullptr;
};

/// An entry of `vars`.
struct Variable {
  std::string name;
  Gvk gvk;
  std::string object_name;
  std::string object_ns;
  std::string field_path;
  const Node* node = nullptr;
};

struct SortOptions {
  std::string order;
  bool has_legacy = false;
  std::vector<std::string> first;
  std::vector<std::string> last;
};

/// A path or a text in a list, with its place.
struct Reference {
  std::string text;
  const Node* node = nullptr;
};

/// A kustomization file, deprecated fields already moved to those that replace them.
struct Kustomization {
  std::string file;  ///< its path, as shown
  bool component = false;
  std::string name_prefix;
  std::string name_suffix;
  std::string ns;
  TextMap common_labels;
  std::vector<Labels> labels;
  TextMap common_annotations;
  std::vector<Reference> patches_strategic_merge;
  std::vector<Patch> patches_json;
  std::vector<Patch> patches;
  std::vector<ImageChange> images;
  std::vector<Replacement> replacements;
  std::vector<Replicas> replicas;
  std::vector<Variable> variables;
  std::optional<SortOptions> sort_options;
  std::vector<Reference> resources;
  std::vector<Reference> components;
  std::vector<Reference> crds;
  std::vector<Generator> config_maps;
  std::vector<Generator> secrets;
  std::optional<GeneratorOptions> generator_options;
  std::vector<Reference> configurations;
  std::vector<Reference> generators;
  std::vector<Reference> transformers;
  std::vector<Reference> validators;
  std::vector<std::string> build_metadata;
  TextMap openapi;
  std::vector<std::string> warnings;  ///< about deprecated fields, in kustomize's words
  const Node* root = nullptr;
};

}  // namespace relctl::render
