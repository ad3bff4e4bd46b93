// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "render/apply_spec.hpp"
#include "render/field_path.hpp"
#include "render/fields.hpp"
#include "render/go_numbers.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

/// What a variable stands for: a text with the type that it keeps where it stands alone.
struct Value {
  std::string text;
  Tag tag = Tag::string;
};

[[noreturn]] void fail_variable(const Arena& arena, const Variable& variable,
                                const std::string& fault) {
  throw Error(ErrorKind::input, fault).at(location_of(arena, variable.node));
}

/// The path of a variable's field, in which a list's index may follow a name: ports[0].
std::vector<std::string> variable_path(const Variable& variable) {
  std::vector<std::string> path;
  for (const std::string& part : split_field_path(variable.field_path)) {
    const std::size_t bracket = part.ends_with(']') ? part.rfind('[') : std::string::npos;
    if (bracket == std::string::npos) {
      path.push_back(part);
      continue;
    }
    const std::string index = part.substr(bracket + 1, part.size() - bracket - 2);
    const bool is_index = parse_uint(index, 10).has_value();
    if (!is_index || bracket > 0) path.push_back(is_index ? part.substr(0, bracket) : part);
    if (is_index) path.push_back(index);
  }
  return path;
}

/// The value at a variable's field.
Value read_value(const Arena& arena, const Objects& objects, const Variable& variable) {
  const auto owner =
      std::find_if(objects.list().begin(), objects.list().end(), [&](const Object* object) {
        return std::find(object->variables.begin(), object->variables.end(), variable.name) !=
               object->variables.end();
      });
  if (owner == objects.list().end()) {
    fail_variable(
        arena, variable,
        "var '" + variable.name + "' cannot be mapped to a field in the set of known resources");
  }
  const Node* node = look_up(arena, (*owner)->root(), variable_path(variable));
  if (node == nullptr) {
    fail_variable(arena, variable,
                  "field specified in var '" + variable.name +
                      "' not found in corresponding resource: " + variable.field_path);
  }
  if (node->kind != Kind::scalar) {
    fail_variable(arena, variable,
                  "var '" + variable.name + "' stands for a map or a list, which is not done here");
  }
  if (node->tag == Tag::floating) {
    fail_variable(arena, variable,
                  "var '" + variable.name + "' stands for a fraction, which is not done here");
  }
  const bool typed = node->tag == Tag::integer || node->tag == Tag::boolean;
  return {std::string(node->text), typed ? node->tag : Tag::string};
}

/// Replaces references in texts.
class Expander {
 public:
  Expander(Arena& arena, std::map<std::string, Value> values)
      : arena_(arena), values_(std::move(values)) {}

  void set(Node& node) {
    if (is_null(&node)) return;
    if (node.kind == Kind::scalar) {
      if (is_string(node)) expand(node);
    } else if (node.kind == Kind::mapping) {
      for (std::uint32_t i = 0; i < size_of(node); ++i) {
        if (is_string(*value_at(node, i))) expand(*value_at(node, i));
      }
    } else {
      set_items(node);
    }
  }

  [[nodiscard]] std::vector<std::string> unused() const {
    std::vector<std::string> names;
    for (const auto& [name, value] : values_) {
      if (!used_.contains(name)) names.push_back(name);
    }
    return names;
  }

 private:
  void set_items(Node& list) {
    for (Node* item : list.children()) {
      if (!is_string(*item)) {
        throw Error(ErrorKind::input,
                    "invalid value type expect a string: a list that vars are replaced in")
            .at(location_of(arena_, item));
      }
      expand(*item);
    }
  }

  static bool is_string(const Node& node) {
    return node.kind == Kind::scalar && (node.tag == Tag::string || node.tag == Tag::none);
  }

  void expand(Node& node) {
    const Value value = expanded(node.text);
    if (value.text != node.text) node.place.setter = arena_.setter();
    node.text = arena_.keep(value.text);
    node.tag = value.tag;
    node.style = Style::plain;
  }

  /// The value of $(NAME); the reference itself where there is no such variable.
  Value lookup(const std::string& name) {
    const auto found = values_.find(name);
    if (found == values_.end()) return {"$(" + name + ")"};
    used_.insert(name);
    return found->second;
  }

  Value expanded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '$' || i + 1 == text.size()) {
        out += text[i];
        continue;
      }
      const char next = text[++i];
      const std::size_t close = next == '(' ? text.find(')', i) : std::string_view::npos;
      if (next == '$') {
        out += '$';
      } else if (close == std::string_view::npos) {
        out += {'$', next};
      } else {
        const std::string name(text.substr(i + 1, close - i - 1));
        const Value value = lookup(name);
        if (text.size() == name.size() + 3) return value;
        out += value.text;
        i = close;
      }
    }
    return {out};
  }

  Arena& arena_;
  std::map<std::string, Value> values_;
  std::set<std::string> used_;
};

}  // namespace

std::vector<std::string> replace_variables(Workspace& work, Objects& objects,
                                           const std::vector<Variable>& variables,
                                           const FieldSpecs& specs) {
  std::map<std::string, Value> values;
  for (const Variable& variable : variables)
    values[variable.name] = read_value(work.arena, objects, variable);
  if (values.empty()) return {};
  Expander expander(work.arena, std::move(values));
  for (Object* object : objects.list()) {
    if (!object->is_gone())
      apply_specs(work.arena, *object, specs, {}, [&](Node& node) { expander.set(node); });
  }
  return expander.unused();
}

}  // namespace relctl::render
