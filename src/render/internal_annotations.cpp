// SPDX-License-Identifier: MIT
#include "render/internal_annotations.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "render/fields.hpp"
#include "render/scalar.hpp"
#include "render/text_form.hpp"

namespace relctl::render {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view prefix = "internal.config.kubernetes.io/";
constexpr std::string_view origin_key = "config.kubernetes.io/origin";
constexpr std::string_view transformations_key = "alpha.config.kubernetes.io/transformations";

constexpr std::array<std::string_view, 10> bookkeeping = {
    "previousKinds",   "previousNames",   "prefixes", "suffixes",          "previousNamespaces",
    "allowNameChange", "allowKindChange", "refBy",    "generatorBehavior", "needsHashSuffix"};

/// What else is removed at the end.
constexpr std::array<std::string_view, 9> removed = {
    "internal.config.kubernetes.io/path",
    "internal.config.kubernetes.io/index",
    "internal.config.kubernetes.io/seqindent",
    "internal.config.kubernetes.io/id",
    "internal.config.kubernetes.io/annotations-migration-resource-id",
    "config.kubernetes.io/path",
    "config.kubernetes.io/index",
    "config.k8s.io/id",
    "internal.config.kubernetes.io/helm-generated"};

std::string comma_joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : ",") + part;
  return text;
}

std::string_view behavior_name(Behavior behavior) {
  switch (behavior) {
    case Behavior::create:
      return "create";
    case Behavior::replace:
      return "replace";
    case Behavior::merge:
      return "merge";
    case Behavior::unspecified:
      break;
  }
  return "unspecified";
}

/// `text` as go-yaml v3 writes it in one line.
std::string scalar_text(const std::string& text) {
  if (meaning_of(text).tag != Tag::string || needs_quotes(text)) return '"' + text + '"';
  if (form_of(text).plain) return text;
  std::string quoted;
  for (const char c : text)
    quoted += c == '\'' ? "''" : std::string(1, c);
  return "'" + quoted + "'";
}

std::string origin_text(const Origin& origin, std::string_view first, std::string_view other) {
  std::string text;
  const auto line = [&](std::string_view indent, std::string_view key, const std::string& value) {
    if (value.empty()) return;
    text += text.empty() ? first : other;
    text += std::string(indent) + std::string(key) + ": " + scalar_text(value) + "\n";
  };
  line("", "path", origin.path);
  line("", "configuredIn", origin.configured_in);
  if (origin.configured_by == Gvk{}) return text;
  text += std::string(text.empty() ? first : other) + "configuredBy:\n";
  line("  ", "apiVersion", origin.configured_by.api_version());
  line("  ", "kind", origin.configured_by.kind);
  line("  ", "name", origin.configured_name);
  line("  ", "namespace", origin.configured_namespace);
  return text;
}

/// The bookkeeping as kustomize writes it, by the full name of the annotation.
Texts annotations_of(const Bookkeeping& notes) {
  Texts texts;
  const auto add = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) texts[std::string(prefix) + std::string(name)] = text;
  };
  std::vector<std::string> kinds;
  std::vector<std::string> names;
  std::vector<std::string> namespaces;
  for (const FormerName& former : notes.former_names) {
    kinds.push_back(former.kind);
    names.push_back(former.name);
    namespaces.push_back(former.ns);
  }
  add("previousKinds", comma_joined(kinds));
  add("previousNames", comma_joined(names));
  add("previousNamespaces", comma_joined(namespaces));
  add("prefixes", comma_joined(notes.prefixes));
  add("suffixes", comma_joined(notes.suffixes));
  if (notes.generated) add("generatorBehavior", std::string(behavior_name(notes.behavior)));
  if (notes.needs_hash) add("needsHashSuffix", "enabled");
  if (notes.origin) texts[std::string(origin_key)] = origin_text(*notes.origin, "", "");
  return texts;
}

}  // namespace

AnnotationGuard::AnnotationGuard(Arena& arena, Object& object)
    : arena_(arena), has_notes_(!object.notes.empty()) {
  if (has_notes_) write_all(object);
}

void AnnotationGuard::after_merge(Object& object) const {
  if (!has_notes_) return;
  const Node* annotations = find_path(object.root(), {"metadata", "annotations"});
  const Texts texts = annotations_of(object.notes);
  const auto is_there = [&](std::string_view name) {
    return texts.empty() || find(annotations, name) != nullptr;
  };
  const bool kept = texts.empty() || is_there(texts.begin()->first);
  if (!kept) {
    object.notes = {};
  }
  remove_all(object);
}

void AnnotationGuard::after_json_patch(Object& object) const {
  if (!has_notes_) return;
  const Node* annotations = find_path(object.root(), {"metadata", "annotations"});
  if (object.notes.origin && find(annotations, origin_key) == nullptr) {
    object.notes.origin.reset();
    object.notes.transformations.clear();
  }
  remove_all(object);
}

void AnnotationGuard::write_all(Object& object) const {
  if (object.notes.empty()) return;
  Node* map = get_or_make(arena_, object.root(), {"metadata", "annotations"}, Kind::mapping);
  if (map == nullptr) return;
  for (const auto& [name, text] : annotations_of(object.notes)) {
    set_field(arena_, *map, arena_.keep(name),
              arena_.scalar(arena_.keep(text), Tag::string, Style::single_quoted));
  }
}

void AnnotationGuard::remove_all(Object& object) const {
  Node* annotations = find_path(object.root(), {"metadata", "annotations"});
  if (annotations == nullptr || annotations->kind != Kind::mapping) return;
  for (const std::string_view name : bookkeeping)
    clear_field(*annotations, std::string(prefix) + std::string(name));
  if (object.notes.origin) clear_field(*annotations, origin_key);
}

bool is_bookkeeping_annotation(std::string_view name) {
  if (!name.starts_with(prefix)) return false;
  name.remove_prefix(prefix.size());
  return std::find(bookkeeping.begin(), bookkeeping.end(), name) != bookkeeping.end();
}

void finish_annotations(Arena& arena, Object& object, bool origins, bool transformations) {
  Texts texts = metadata_map(object.root(), "annotations");
  std::erase_if(texts, [&](const auto& entry) {
    return is_bookkeeping_annotation(entry.first) ||
           std::find(removed.begin(), removed.end(), entry.first) != removed.end() ||
           (!origins && entry.first == origin_key) ||
           (!transformations && entry.first == transformations_key);
  });
  if (origins && object.notes.origin)
    texts[std::string(origin_key)] = origin_text(*object.notes.origin, "", "");
  if (transformations && !object.notes.transformations.empty()) {
    std::string& text = texts[std::string(transformations_key)];
    for (const Origin& change : object.notes.transformations)
      text += origin_text(change, "- ", "  ");
  }
  set_metadata_map(arena, *object.root(), "annotations", texts);
}

}  // namespace relctl::render
