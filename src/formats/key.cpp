// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "edit/key_path.hpp"
#include "formats/format.hpp"
#include "formats/json_file.hpp"
#include "formats/toml_file.hpp"
#include "formats/yaml_file.hpp"

namespace relctl::formats {
namespace {

const toml::node* select(const Source& source, const toml::array& array,
                         const edit::Selector& selector) {
  const toml::node* found = nullptr;
  for (const toml::node& item : array) {
    const toml::table* member = item.as_table();
    if (member == nullptr || (*member)[selector.key].value<std::string>() != selector.value) {
      continue;
    }
    if (found != nullptr) {
      throw fault(source, toml_offset(source, item),
                  "the key fits more than one item: [" + selector.key + "=" + selector.value + "]")
          .hint("name the item by its place in the list, such as [0]");
    }
    found = &item;
  }
  return found;
}

const toml::node* step(const Source& source, const toml::node& node, const edit::KeyStep& step) {
  const toml::table* table = node.as_table();
  const toml::array* array = node.as_array();
  if (const auto* name = std::get_if<std::string>(&step)) {
    return table == nullptr ? nullptr : table->get(*name);
  }
  if (array == nullptr) return nullptr;
  if (const auto* index = std::get_if<std::size_t>(&step)) return array->get(*index);
  return select(source, *array, std::get<edit::Selector>(step));
}

Found find_toml(Source source, const std::string& key) {
  const std::vector<edit::KeyStep> steps = edit::parse_key_path(key);
  const toml::table root = parse_toml(source);
  const toml::node* node = &root;
  for (const edit::KeyStep& next : steps) {
    node = step(source, *node, next);
    if (node == nullptr) throw fault(source, "the file has no \"" + key + "\"");
  }
  Spot spot = toml_string(source, *node, key);
  return {std::move(source), Syntax::toml, {std::move(spot)}};
}

}  // namespace

Found find_key(const Tree& tree, const std::string& path, const std::string& key,
               std::string_view format) {
  const auto is = [&](std::string_view name) {
    return format.empty() ? path.ends_with("." + std::string(name)) : format == name;
  };
  if (is("toml")) return find_toml(load(tree, path), key);
  if (is("json")) return find_json(load(tree, path), key);
  if (is("yaml") || is("yml")) return find_yaml(load(tree, path), key);
  throw Error(ErrorKind::input, "a key is for YAML, JSON and TOML files only")
      .at({path, 0, 0, ""})
      .hint("give the file a pattern instead, or `format: yaml`, `json` or `toml`");
}

}  // namespace relctl::formats
