// SPDX-License-Identifier: MIT
#include "render/read_entries.hpp"

#include <utility>

namespace relctl::render {
namespace {

std::vector<FieldReader> operator+(std::vector<FieldReader> left, std::vector<FieldReader> right) {
  left.insert(left.end(), std::make_move_iterator(right.begin()),
              std::make_move_iterator(right.end()));
  return left;
}

FieldOptions read_field_options(const Decoder& decoder, const Node& node) {
  FieldOptions options;
  std::string encoding;
  decoder.fields(
      node, {decoder.into("delimiter", options.delimiter), decoder.into("index", options.index),
             decoder.into("encoding", encoding), decoder.into("create", options.create)});
  return options;
}

ReplacementSource read_source(const Decoder& decoder, const Node& node) {
  ReplacementSource source;
  decoder.fields(node, decoder.into(source.gvk) +
                           std::vector<FieldReader>{decoder.into("name", source.name),
                                                    decoder.into("namespace", source.ns),
                                                    decoder.into("fieldPath", source.field_path),
                                                    {"options", [&](const Node& value) {
                                                       source.options =
                                                           read_field_options(decoder, value);
                                                     }}});
  return source;
}

ReplacementTarget read_target(const Decoder& decoder, const Node& node) {
  ReplacementTarget target;
  decoder.fields(
      node, {{"select", [&](const Node& value) { target.select = read_selector(decoder, value); }},
             {"reject",
              [&](const Node& value) {
                decoder.items(value, [&](const Node& item) {
                  target.reject.push_back(read_selector(decoder, item));
                });
              }},
             decoder.into("fieldPaths", target.field_paths),
             {"options",
              [&](const Node& value) { target.options = read_field_options(decoder, value); }}});
  return target;
}

/// The fields that both kinds of generators have.
std::vector<FieldReader> generator_fields(const Decoder& decoder, Generator& generator,
                                          std::string& env) {
  return {decoder.into("namespace", generator.ns),
          decoder.into("name", generator.name),
          decoder.into("behavior", generator.behavior),
          decoder.into("literals", generator.literals),
          decoder.into("files", generator.files),
          decoder.into("envs", generator.envs),
          decoder.into("env", env),
          {"options", [&decoder, &generator](const Node& value) {
             generator.options = read_generator_options(decoder, value);
           }}};
}

Generator read_generator(const Decoder& decoder, const Node& node, bool secret) {
  Generator generator;
  generator.node = &node;
  std::string env;
  std::vector<FieldReader> readers = generator_fields(decoder, generator, env);
  if (secret) readers.push_back(decoder.into("type", generator.type));
  // A configuration of `generators:` may have its name among its metadata.
  std::string name;
  std::string ns;
  if (decoder.dialect() == Decoder::Dialect::manifest) {
    readers.push_back(
        {"metadata", [&](const Node& value) {
           decoder.fields(value, {decoder.into("name", name), decoder.into("namespace", ns)});
         }});
  }
  decoder.fields(node, readers);
  if (!env.empty()) generator.envs.push_back(env);
  if (generator.name.empty()) generator.name = name;
  if (generator.ns.empty()) generator.ns = ns;
  return generator;
}

}  // namespace

Selector read_selector(const Decoder& decoder, const Node& node) {
  Selector selector;
  selector.node = &node;
  decoder.fields(
      node, decoder.into(selector.gvk) +
                std::vector<FieldReader>{decoder.into("name", selector.name),
                                         decoder.into("namespace", selector.ns),
                                         decoder.into("annotationSelector", selector.annotations),
                                         decoder.into("labelSelector", selector.labels)});
  return selector;
}

Patch read_patch(const Decoder& decoder, const Node& node) {
  Patch patch;
  patch.node = &node;
  decoder.fields(
      node, {decoder.into("path", patch.path),
             decoder.into("patch", patch.text),
             {"target", [&](const Node& value) { patch.target = read_selector(decoder, value); }},
             {"options", [&](const Node& value) {
                decoder.fields(value, {decoder.into("allowNameChange", patch.allow_name_change),
                                       decoder.into("allowKindChange", patch.allow_kind_change)});
              }}});
  return patch;
}

ImageChange read_image(const Decoder& decoder, const Node& node) {
  ImageChange image;
  image.node = &node;
  decoder.fields(
      node, {decoder.into("name", image.name), decoder.into("newName", image.new_name),
             decoder.into("tagSuffix", image.tag_suffix), decoder.into("newTag", image.new_tag),
             decoder.into("digest", image.digest)});
  return image;
}

Replicas read_replicas(const Decoder& decoder, const Node& node) {
  Replicas replicas;
  replicas.node = &node;
  decoder.fields(node,
                 {decoder.into("name", replicas.name), decoder.into("count", replicas.count)});
  return replicas;
}

Labels read_labels(const Decoder& decoder, const Node& node) {
  Labels labels;
  decoder.fields(
      node, {decoder.into("pairs", labels.pairs),
             decoder.into("includeSelectors", labels.include_selectors),
             decoder.into("includeTemplates", labels.include_templates),
             decoder.into("includeVolumeClaimTemplates", labels.include_volume_claim_templates),
             {"fields", [&](const Node& value) {
                decoder.items(value, [&](const Node& item) {
                  labels.fields.push_back(read_field_spec(decoder, item));
                });
              }}});
  return labels;
}

GeneratorOptions read_generator_options(const Decoder& decoder, const Node& node) {
  GeneratorOptions options;
  decoder.fields(node, {decoder.into("labels", options.labels),
                        decoder.into("annotations", options.annotations),
                        decoder.into("disableNameSuffixHash", options.disable_name_suffix_hash),
                        decoder.into("immutable", options.immutable)});
  return options;
}

Generator read_config_map_generator(const Decoder& decoder, const Node& node) {
  return read_generator(decoder, node, false);
}

Generator read_secret_generator(const Decoder& decoder, const Node& node) {
  return read_generator(decoder, node, true);
}

Replacement read_replacement(const Decoder& decoder, const Node& node) {
  Replacement replacement;
  replacement.node = &node;
  decoder.fields(
      node,
      {{"source", [&](const Node& value) { replacement.source = read_source(decoder, value); }},
       {"sourceValue",
        [&](const Node& value) { replacement.source_value = decoder.string(value); }},
       {"targets",
        [&](const Node& value) {
          replacement.has_targets = true;
          decoder.items(value, [&](const Node& item) {
            replacement.targets.push_back(read_target(decoder, item));
          });
        }},
       decoder.into("path", replacement.path)});
  return replacement;
}

Variable read_variable(const Decoder& decoder, const Node& node) {
  Variable variable;
  variable.node = &node;
  std::string api_version;
  const auto read_object = [&](const Node& value) {
    decoder.fields(value,
                   decoder.into(variable.gvk) +
                       std::vector<FieldReader>{decoder.into("apiVersion", api_version),
                                                decoder.into("name", variable.object_name),
                                                decoder.into("namespace", variable.object_ns)});
  };
  decoder.fields(node, {decoder.into("name", variable.name),
                        {"objref", read_object},
                        {"fieldref", [&](const Node& value) {
                           decoder.fields(value, {decoder.into("fieldPath", variable.field_path)});
                         }}});
  if (variable.field_path.empty()) variable.field_path = "metadata.name";
  if (!api_version.empty()) {
    const Gvk gvk = make_gvk(api_version, variable.gvk.kind);
    if (!gvk.group.empty()) variable.gvk.group = gvk.group;
    variable.gvk.version = gvk.version;
  }
  return variable;
}

SortOptions read_sort_options(const Decoder& decoder, const Node& node) {
  SortOptions options;
  decoder.fields(node, {decoder.into("order", options.order),
                        {"legacySortOptions", [&](const Node& value) {
                           options.has_legacy = true;
                           decoder.fields(value, {decoder.into("orderFirst", options.first),
                                                  decoder.into("orderLast", options.last)});
                         }}});
  return options;
}

FieldSpec read_field_spec(const Decoder& decoder, const Node& node) {
  Gvk gvk;
  std::string path;
  bool create = false;
  decoder.fields(node,
                 decoder.into(gvk) + std::vector<FieldReader>{decoder.into("path", path),
                                                              decoder.into("create", create)});
  return make_spec(std::move(gvk), path, create);
}

}  // namespace relctl::render
