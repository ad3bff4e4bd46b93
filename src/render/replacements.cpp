// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/error.hpp"
#include "render/field_path.hpp"
#include "render/fields.hpp"
#include "render/selector.hpp"
#include "render/structured_text.hpp"
#include "render/transformers.hpp"

namespace relctl::render {
namespace {

std::vector<std::string> split_text(std::string_view text, const std::string& delimiter) {
  std::vector<std::string> parts;
  for (std::size_t end = 0; (end = text.find(delimiter)) != std::string_view::npos;) {
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end + delimiter.size());
  }
  parts.emplace_back(text);
  return parts;
}

std::string join_text(const std::vector<std::string>& parts, const std::string& delimiter) {
  std::string text = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i)
    text += delimiter + parts[i];
  return text;
}

/// All ids that an object has and had, the present one first.
std::vector<Id> ids_of(const Object& object) {
  std::vector<Id> ids{object.id()};
  ids.front().cluster_scoped = false;
  for (const FormerName& former : object.notes.former_names)
    ids.push_back(object.former_id(former));
  return ids;
}

/// Carries out one replacement.
class Replacer {
 public:
  Replacer(Workspace& work, Objects& objects, const Replacement& replacement)
      : work_(work), objects_(objects), replacement_(replacement) {}

  void run() {
    if ((!replacement_.source && !replacement_.source_value) || !replacement_.has_targets)
      fail("replacements must specify a source and at least one target");
    if (replacement_.source && replacement_.source_value)
      fail("source and sourceValue cannot both be given");
    Node* value = replacement_.source_value
                      ? arena().scalar(arena().keep(*replacement_.source_value))
                      : source_value(*replacement_.source);
    for (const ReplacementTarget& target : replacement_.targets)
      write(target, *value);
  }

 private:
  Arena& arena() { return work_.arena; }

  [[noreturn]] void fail(const std::string& fault) const {
    throw Error(ErrorKind::input, fault).at(location_of(work_.arena, replacement_.node));
  }

  Node* source_value(const ReplacementSource& source) {
    Object& object = select_source(source);
    const std::string path = source.field_path.empty() ? "metadata.name" : source.field_path;
    Node* node = look_up(arena(), object.root(), split_field_path(path));
    if (is_empty(node))
      fail("fieldPath `" + path + "` is missing in the source " + object.id().text());
    return refined(source.options, node);
  }

  Object& select_source(const ReplacementSource& source) {
    const Id wanted{source.gvk, source.name, source.ns, false};
    const auto fits = [&](const Id& id) {
      return (wanted.name.empty() || wanted.name == id.name) &&
             (wanted.ns.empty() || wanted.effective_ns() == id.effective_ns()) &&
             id.gvk.is_selected_by(wanted.gvk);
    };
    Object* found = nullptr;
    for (Object* object : objects_.list()) {
      const std::vector<Id> ids = ids_of(*object);
      if (object->is_gone() || std::none_of(ids.begin(), ids.end(), fits)) continue;
      if (found != nullptr) fail("multiple matches for selector " + wanted.text());
      found = object;
    }
    if (found == nullptr) fail("nothing selected by " + wanted.text());
    return *found;
  }

  Node* refined(const FieldOptions& options, Node* node) {
    if (options.delimiter.empty()) return node;
    require_kind(arena(), node, Kind::scalar);
    const std::vector<std::string> parts = split_text(text_of(node), options.delimiter);
    if (options.index < 0 || options.index >= static_cast<std::int64_t>(parts.size())) {
      fail("options.index " + std::to_string(options.index) + " is out of bounds for value " +
           std::string(node->text));
    }
    Node* part = arena().copy(node);
    part->text = arena().keep(parts[static_cast<std::size_t>(options.index)]);
    return part;
  }

  void write(const ReplacementTarget& target, const Node& value) {
    if (!target.select) fail("target must specify resources to select");
    const ObjectSelector select(arena(), *target.select);
    std::vector<ObjectSelector> reject;
    for (const Selector& selector : target.reject)
      reject.emplace_back(arena(), selector);
    for (Object* object : objects_.list()) {
      if (object->is_gone() || !is_target(*object, select, reject)) continue;
      write_fields(*object, target, value);
      object->refresh();
      objects_.update(*object);
    }
  }

  static bool is_target(const Object& object, const ObjectSelector& select,
                        const std::vector<ObjectSelector>& reject) {
    const std::vector<Id> ids = ids_of(object);
    const auto named_by = [&](const ObjectSelector& selector) {
      return std::any_of(ids.begin(), ids.end(), [&](const Id& id) {
        return selector.matches_gvk(id.gvk) && selector.matches_name(id.name) &&
               selector.matches_namespace(id.ns);
      });
    };
    const bool rejected =
        std::any_of(reject.begin(), reject.end(), [&](const ObjectSelector& each) {
          return (!each.asks_no_metadata() && each.matches_metadata(object)) ||
                 (!each.names_nothing() && named_by(each));
        });
    return !rejected && select.matches_metadata(object) && named_by(select);
  }

  void write_fields(Object& object, const ReplacementTarget& target, const Node& value) {
    static const std::vector<std::string> name{"metadata.name"};
    for (const std::string& text : target.field_paths.empty() ? name : target.field_paths) {
      try {
        write_field(object, target.options, text, value);
      } catch (Error& error) {
        throw error.at(location_of(work_.arena, replacement_.node));
      }
    }
  }

  void write_field(Object& object, const FieldOptions& options, const std::string& text,
                   const Node& value) {
    const auto set = [&](Node& node) { set_value(options, node, value); };
    const std::vector<std::string> path = split_field_path(text);
    const Kind created = options.create ? value.kind : Kind::none;
    if (write_structured_text(arena(), *object.root(), path, created, set)) return;
    const std::vector<Node*> nodes = find_all(arena(), object.root(), path, created);
    if (nodes.empty()) {
      throw Error(ErrorKind::input, std::string("unable to find ") +
                                        (options.create ? "or create " : "") + "field \"" + text +
                                        "\" in replacement target " + object.id().text());
    }
    for (Node* node : nodes)
      set(*node);
  }

  void set_value(const FieldOptions& options, Node& node, const Node& value) {
    Node* copy = arena().copy(&value);
    if (!options.delimiter.empty()) {
      require_kind(arena(), &node, Kind::scalar);
      std::vector<std::string> parts = split_text(node.text, options.delimiter);
      const std::string text(text_of(&value));
      if (options.index < 0) {
        parts.insert(parts.begin(), text);
      } else if (options.index >= static_cast<std::int64_t>(parts.size())) {
        parts.push_back(text);
      } else {
        parts[static_cast<std::size_t>(options.index)] = text;
      }
      copy->text = arena().keep(join_text(parts, options.delimiter));
    }
    if (node.kind == Kind::scalar) {
      node.text = copy->text;
      node.place.setter = arena().setter();
    } else {
      node = *copy;
    }
  }

  Workspace& work_;
  Objects& objects_;
  const Replacement& replacement_;
};

}  // namespace

void apply_replacements(Workspace& work, Objects& objects,
                        const std::vector<Replacement>& replacements) {
  for (const Replacement& replacement : replacements)
    Replacer(work, objects, replacement).run();
}

}  // namespace relctl::render
