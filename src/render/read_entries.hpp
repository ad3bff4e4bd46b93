// SPDX-License-Identifier: MIT
#pragma once

#include "render/decoder.hpp"
#include "render/kustomization.hpp"
#include "render/node.hpp"

namespace relctl::render {

// One entry of a list of a kustomization file, which configurations of `transformers:` hold too.
// All throw Error(input) with the place of a value of another type.

Selector read_selector(const Decoder& decoder, const Node& node);
Patch read_patch(const Decoder& decoder, const Node& node);
ImageChange read_image(const Decoder& decoder, const Node& node);
Replicas read_replicas(const Decoder& decoder, const Node& node);
Labels read_labels(const Decoder& decoder, const Node& node);
GeneratorOptions read_generator_options(const Decoder& decoder, const Node& node);
Generator read_config_map_generator(const Decoder& decoder, const Node& node);
Generator read_secret_generator(const Decoder& decoder, const Node& node);
Replacement read_replacement(const Decoder& decoder, const Node& node);
Variable read_variable(const Decoder& decoder, const Node& node);
SortOptions read_sort_options(const Decoder& decoder, const Node& node);
FieldSpec read_field_spec(const Decoder& decoder, const Node& node);

}  // namespace relctl::render
