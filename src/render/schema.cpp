// SPDX-License-Identifier: MIT
#include "render/schema.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_set>

#include "render/fields.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

std::string kind_key(std::string_view api_version, std::string_view kind) {
  return std::string(api_version) + " " + std::string(kind);
}

std::int32_t type_number(std::string_view text) {
  std::int32_t number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// One VALUE of the data file.
Shape parse_shape(std::string_view text) {
  Shape shape;
  const std::size_t end = text.find_first_of("[{*");
  shape.type = type_number(text.substr(0, end));
  if (end == std::string_view::npos) return shape;
  shape.list = text[end] != '{';
  shape.map = text[end] == '{';
  shape.merged = text[end] == '*';
  std::string_view keys = shape.merged ? text.substr(end + 1) : std::string_view{};
  while (!keys.empty())
    shape.keys.emplace_back(take(keys, ','));
  return shape;
}

}  // namespace

/// Fills a schema, from the data file or from a document.
class SchemaReader {
 public:
  static std::shared_ptr<const Schema> read_data(std::string_view data) {
    auto schema = std::make_shared<Schema>();
    while (!data.empty()) {
      std::string_view line = take(data, '\n');
      const std::string_view word = take(line, ' ');
      if (word == "kind") {
        const std::string_view api_version = take(line, ' ');
        const std::string_view kind = take(line, ' ');
        const std::string_view type = take(line, ' ');
        if (type != "-") schema->kinds_.emplace(kind_key(api_version, kind), parse_shape(type));
      } else if (word == "type") {
        schema->types_.push_back(read_type(line));
      }
    }
    finish(*schema);
    return schema;
  }

  static std::shared_ptr<const Schema> read_document(const Node& document) {
    auto schema = std::make_shared<Schema>();
    SchemaReader reader(*schema);
    const Node* definitions = find(&document, "definitions");
    if (definitions == nullptr || definitions->kind != Kind::mapping) return schema;
    for (std::uint32_t i = 0; i < size_of(*definitions); ++i)
      reader.numbers_.emplace(key_at(*definitions, i)->text, static_cast<std::int32_t>(i));
    for (std::uint32_t i = 0; i < size_of(*definitions); ++i)
      reader.add_definition(*value_at(*definitions, i), static_cast<std::int32_t>(i));
    std::move(reader.nested_.begin(), reader.nested_.end(), std::back_inserter(schema->types_));
    finish(*schema);
    return schema;
  }

 private:
  explicit SchemaReader(Schema& schema) : schema_(schema) {}

  static Schema::Type read_type(std::string_view line) {
    Schema::Type type;
    while (!line.empty()) {
      std::string_view field = take(line, ' ');
      const std::string_view name = take(field, '=');
      type.fields.emplace(name, parse_shape(field));
    }
    return type;
  }

  static void finish(Schema& schema) {
    for (std::size_t i = 0; i < schema.types_.size(); ++i) {
      Shape item;
      item.type = static_cast<std::int32_t>(i);
      schema.items_.push_back(item);
    }
  }

  void add_definition(const Node& definition, std::int32_t number) {
    schema_.types_.push_back(fields_of(definition));
    const Node* kinds = find(&definition, "x-kubernetes-group-version-kind");
    if (kinds == nullptr) return;
    for (const Node* kind : kinds->children()) {
      const std::string_view group = text_of(find(kind, "group"));
      const std::string version(text_of(find(kind, "version")));
      const std::string api_version = group.empty() ? version : std::string(group) + "/" + version;
      Shape shape;
      shape.type = number;
      schema_.kinds_[kind_key(api_version, text_of(find(kind, "kind")))] = shape;
    }
  }

  Schema::Type fields_of(const Node& description) {
    Schema::Type type;
    if (const Node* properties = find(&description, "properties")) {
      for (std::uint32_t i = 0; i < size_of(*properties); ++i)
        type.fields.emplace(key_at(*properties, i)->text, shape_of(*value_at(*properties, i)));
    }
    const Node* rest = find(&description, "additionalProperties");
    if (rest != nullptr && rest->kind == Kind::mapping)
      type.rest = std::make_unique<Shape>(shape_of(*rest));
    return type;
  }

  Shape shape_of(const Node& description) {
    Shape shape;
    if (const Node* reference = find(&description, "$ref")) {
      const std::string_view target = reference->text;
      const auto found = numbers_.find(std::string(target.substr(target.rfind('/') + 1)));
      if (found != numbers_.end()) shape.type = found->second;
      return shape;
    }
    const Node* items = find(&description, "items");
    if (items != nullptr && text_of(find(&description, "type")) == "array") {
      shape = shape_of(*items);
      shape.list = true;
      set_merge(description, shape);
      return shape;
    }
    const bool structured = find(&description, "properties") != nullptr ||
                            find(&description, "additionalProperties") != nullptr;
    if (structured) {
      Schema::Type type = fields_of(description);
      nested_.push_back(std::move(type));
      shape.type = static_cast<std::int32_t>(numbers_.size() + nested_.size() - 1);
    }
    return shape;
  }

  static void set_merge(const Node& description, Shape& shape) {
    std::string_view strategy = text_of(find(&description, "x-kubernetes-patch-strategy"));
    while (!strategy.empty())
      shape.merged |= take(strategy, ',') == "merge";
    if (!shape.merged) return;
    if (const Node* keys = find(&description, "x-kubernetes-list-map-keys")) {
      for (const Node* key : keys->children())
        shape.keys.emplace_back(key->text);
    } else if (const Node* key = find(&description, "x-kubernetes-patch-merge-key")) {
      shape.keys.emplace_back(key->text);
    }
  }

  Schema& schema_;
  std::unordered_map<std::string, std::int32_t> numbers_;
  std::vector<Schema::Type> nested_;  ///< numbered behind the definitions
};

std::shared_ptr<const Schema> Schema::built_in() {
  static const std::shared_ptr<const Schema> schema = SchemaReader::read_data(schema_data());
  return schema;
}

std::shared_ptr<const Schema> Schema::custom(const Node& document) {
  return SchemaReader::read_document(document);
}

const Shape* Schema::kind(std::string_view api_version, std::string_view kind) const {
  const auto found = kinds_.find(kind_key(api_version, kind));
  return found == kinds_.end() ? nullptr : &found->second;
}

const Shape* Schema::field(const Shape& shape, std::string_view name) const {
  if (shape.list || shape.type < 0) return nullptr;
  if (shape.map) return &items_[static_cast<std::size_t>(shape.type)];
  const Type& type = types_[static_cast<std::size_t>(shape.type)];
  const auto found = type.fields.find(std::string(name));
  if (found != type.fields.end()) return &found->second;
  return type.rest.get();
}

const Shape* Schema::item(const Shape& shape) const {
  if (!shape.list) return nullptr;
  return shape.type < 0 ? &leaf_ : &items_[static_cast<std::size_t>(shape.type)];
}

bool is_cluster_scoped(std::string_view api_version, std::string_view kind) {
  static const std::unordered_set<std::string> kinds = [] {
    std::unordered_set<std::string> found;
    std::string_view data = schema_data();
    while (!data.empty()) {
      std::string_view line = take(data, '\n');
      if (take(line, ' ') != "kind") continue;
      const std::string_view version = take(line, ' ');
      const std::string_view name = take(line, ' ');
      if (line.ends_with('C')) found.insert(kind_key(version, name));
    }
    return found;
  }();
  return kinds.contains(kind_key(api_version, kind));
}

}  // namespace relctl::render
