// SPDX-License-Identifier: MIT
#include "render/decoder.hpp"

#include <algorithm>
#include <cctype>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "render/error_context.hpp"
#include "render/fields.hpp"
#include "render/scalar.hpp"

namespace relctl::render {
namespace {

bool equal_in_any_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

std::string_view type_name(Tag tag) {
  switch (tag) {
    case Tag::boolean:
      return "a boolean";
    case Tag::integer:
    case Tag::floating:
      return "a number";
    default:
      return "a string";
  }
}

}  // namespace

std::string Decoder::string(const Node& node) const {
  require(node, Kind::scalar);
  const ScalarValue value = value_of(arena_, node);
  if (node.tag == Tag::binary) return value.decoded;
  const bool plain = node.style == Style::plain && !node.tagged;
  const Meaning meaning =
      plain && dialect_ != Dialect::manifest ? meaning_in_yaml_1_1(node.text) : value.meaning;
  switch (meaning.tag) {
    case Tag::null:
      return "";
    case Tag::boolean:
    case Tag::integer:
    case Tag::floating:
      fail(node, "\"" + std::string(node.text) + "\" is " + std::string(type_name(meaning.tag)) +
                     " here, where a string is expected; quote it");
    case Tag::timestamp:
      return dialect_ != Dialect::manifest ? std::string(node.text) : json_time(node.text);
    default:
      return std::string(node.text);
  }
}

bool Decoder::boolean(const Node& node) const {
  require(node, Kind::scalar);
  const ScalarValue value = value_of(arena_, node);
  const bool plain = node.style == Style::plain && !node.tagged;
  const Meaning meaning =
      plain && dialect_ != Dialect::manifest ? meaning_in_yaml_1_1(node.text) : value.meaning;
  if (meaning.tag == Tag::null) return false;
  if (meaning.tag != Tag::boolean)
    fail(node, "\"" + std::string(node.text) + "\" is no boolean; write true or false");
  return meaning.truth;
}

std::int64_t Decoder::integer(const Node& node) const {
  require(node, Kind::scalar);
  const Meaning meaning = value_of(arena_, node).meaning;
  if (meaning.tag == Tag::null) return 0;
  if (const auto* whole = std::get_if<std::int64_t>(&meaning.number);
      whole != nullptr && meaning.tag == Tag::integer) {
    return *whole;
  }
  fail(node, "\"" + std::string(node.text) + "\" is no whole number");
}

std::vector<std::string> Decoder::strings(const Node& node) const {
  std::vector<std::string> values;
  items(node, [&](const Node& item) { values.push_back(string(item)); });
  return values;
}

std::vector<Reference> Decoder::references(const Node& node) const {
  std::vector<Reference> values;
  items(node, [&](const Node& item) { values.push_back({string(item), &item}); });
  return values;
}

TextMap Decoder::text_map(const Node& node) const {
  TextMap values;
  if (is_null(&node)) return values;
  require(node, Kind::mapping);
  for (std::uint32_t i = 0; i < size_of(node); ++i)
    values[std::string(key_at(node, i)->text)] = string(*value_at(node, i));
  return values;
}

void Decoder::items(const Node& node, const std::function<void(const Node&)>& read) const {
  if (is_null(&node)) return;
  require(node, Kind::sequence);
  for (const Node* item : node.children())
    read(*item);
}

void Decoder::fields(const Node& node, const std::vector<FieldReader>& readers) const {
  if (is_null(&node)) return;
  require(node, Kind::mapping);
  for (std::uint32_t i = 0; i < size_of(node); ++i) {
    const Node& key = *key_at(node, i);
    bool repeated = false;
    for (std::uint32_t j = i + 1; j < size_of(node); ++j)
      repeated |= key_at(node, j)->text == key.text;
    const FieldReader* reader = reader_for(key, readers);
    if (reader == nullptr || repeated || is_null(value_at(node, i))) continue;
    try {
      reader->read(*value_at(node, i));
    } catch (const Error& error) {
      throw with_context(error, std::string(key.text) + ": " + error.what());
    }
  }
}

FieldReader Decoder::into(std::string_view name, std::string& target) const {
  return {name, [this, &target](const Node& node) { target = string(node); }};
}

FieldReader Decoder::into(std::string_view name, bool& target) const {
  return {name, [this, &target](const Node& node) { target = boolean(node); }};
}

FieldReader Decoder::into(std::string_view name, std::int64_t& target) const {
  return {name, [this, &target](const Node& node) { target = integer(node); }};
}

FieldReader Decoder::into(std::string_view name, std::vector<std::string>& target) const {
  return {name, [this, &target](const Node& node) { target = strings(node); }};
}

FieldReader Decoder::into(std::string_view name, std::vector<Reference>& target) const {
  return {name, [this, &target](const Node& node) { target = references(node); }};
}

FieldReader Decoder::into(std::string_view name, TextMap& target) const {
  return {name, [this, &target](const Node& node) { target = text_map(node); }};
}

std::vector<FieldReader> Decoder::into(Gvk& gvk) const {
  return {into("group", gvk.group), into("version", gvk.version), into("kind", gvk.kind)};
}

void Decoder::fail(const Node& node, const std::string& fault) const {
  throw Error(ErrorKind::input, fault).at(location_of(arena_, &node));
}

void Decoder::require(const Node& node, Kind kind) const {
  if (!is_null(&node)) require_kind(arena_, &node, kind);
}

const FieldReader* Decoder::reader_for(const Node& key,
                                       const std::vector<FieldReader>& readers) const {
  const auto exact = std::find_if(readers.begin(), readers.end(), [&](const FieldReader& reader) {
    return reader.name == key.text;
  });
  if (exact != readers.end()) return &*exact;
  const auto folded = std::find_if(readers.begin(), readers.end(), [&](const FieldReader& reader) {
    return equal_in_any_case(reader.name, key.text);
  });
  if (folded != readers.end()) return &*folded;
  if (dialect_ != Dialect::kustomization) return nullptr;
  std::vector<std::string> names;
  for (const FieldReader& reader : readers)
    names.emplace_back(reader.name);
  Error error(ErrorKind::input, "unknown field \"" + std::string(key.text) + "\"");
  error.at(location_of(arena_, &key));
  if (const auto near = nearest(key.text, names)) error.hint("did you mean \"" + *near + "\"?");
  throw error;
}

}  // namespace relctl::render
