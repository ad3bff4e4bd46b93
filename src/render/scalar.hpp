// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "render/arena.hpp"
#include "render/node.hpp"

namespace relctl::render {

/// A number as go-yaml decodes it: whole where it fits 64 bits, else a double.
using Number = std::variant<std::int64_t, std::uint64_t, double>;

/// What a plain scalar means.
struct Meaning {
  Tag tag = Tag::string;  ///< null, boolean, integer, floating, timestamp, merge or string
  bool truth = false;     ///< of a boolean
  Number number{};        ///< of an integer or a floating point number
};

/// The meaning of the plain scalar `text` in YAML as go-yaml v3 reads it: manifests and patches.
Meaning meaning_of(std::string_view text);
/// The same as go-yaml v2 reads it, with YAML 1.1's words for booleans: kustomization files, and
/// what decides about quotes on the way out.
Meaning meaning_in_yaml_1_1(std::string_view text);
/// True when go-yaml v2 reads `text`, standing alone in a file, as something else than a string.
bool is_other_type_in_yaml_1_1(std::string_view text);

/// The value of a scalar node as kustomize's encoder and decoder leave it; strings are decoded.
struct ScalarValue {
  Meaning meaning;
  std::string decoded;  ///< of !!binary; else empty
};
/// Throws Error(input) with the node's place when its tag and its text contradict each other.
ScalarValue value_of(const Arena& arena, const Node& scalar);

/// `number` as Go's JSON encoder writes it.
std::string json_text(const Number& number);
/// `number` as kustomize prints it: whole numbers that fit 64 bits in full, others in Go's shortest
/// form, with an exponent below -4 and from 6 on.
std::string printed_number(const Number& number);
/// What go-yaml v3 writes for a number that went through a double.
std::string yaml_text_of_double(double value);
double to_double(const Number& number);
/// `text`, a timestamp, as Go's JSON encoder writes it.
std::string json_time(std::string_view text);

}  // namespace relctl::render
