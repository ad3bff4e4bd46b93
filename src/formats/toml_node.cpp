// SPDX-License-Identifier: MIT
#include "formats/toml_node.hpp"

#include <sstream>
#include <string>

#include "formats/toml_file.hpp"

namespace relctl::formats {
namespace {

// What is neither text, list nor table, as TOML writes it.
std::string text_of(const toml::node& value) {
  std::ostringstream text;
  text << std::boolalpha;
  value.visit([&](const auto& each) {
    if constexpr (toml::is_value<decltype(each)>) text << each.get();
  });
  return text.str();
}

// The depth is limited by parse_toml.
yaml::Node node_of(const toml::node& value) {
  yaml::Node node;
  if (const toml::table* table = value.as_table()) {
    node.kind = yaml::Kind::mapping;
    for (const auto& [key, entry] : *table) {
      yaml::Node name;
      name.value = key.str();
      node.entries.push_back({std::move(name), node_of(entry)});
    }
  } else if (const toml::array* array = value.as_array()) {
    node.kind = yaml::Kind::sequence;
    for (const toml::node& item : *array)
      node.items.push_back(node_of(item));
  } else if (const toml::value<std::string>* string = value.as_string()) {
    node.value = string->get();
    node.style = yaml::Style::double_quoted;
  } else {
    node.value = text_of(value);
  }
  return node;
}

}  // namespace

yaml::Node read_toml(std::string_view text, std::string_view file) {
  return node_of(parse_toml({std::string(file), std::string(text)}));
}

}  // namespace relctl::formats
