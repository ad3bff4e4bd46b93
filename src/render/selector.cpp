// SPDX-License-Identifier: MIT
#include "render/selector.hpp"

#include <algorithm>

#include <re2/re2.h>

#include "base/error.hpp"
#include "render/fields.hpp"

namespace relctl::render {

/// One regular expression; without special characters it is compared as text.
struct ObjectSelector::Part {
  std::string text;
  std::unique_ptr<RE2> pattern;

  Part(const Arena& arena, const Selector& selector, std::string wanted) : text(std::move(wanted)) {
    if (text.find_first_of("\\^$.|?*+()[]{}") == std::string::npos) return;
    pattern = std::make_unique<RE2>("^(?:" + text + ")$", RE2::Quiet);
    if (pattern->ok()) return;
    throw Error(ErrorKind::input, "\"" + text + "\" is no regular expression: " + pattern->error())
        .at(location_of(arena, selector.node));
  }

  [[nodiscard]] bool matches(std::string_view value) const {
    if (text.empty()) return true;
    if (pattern == nullptr) return text == value;
    return RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), *pattern);
  }
};

ObjectSelector::ObjectSelector(const Arena& arena, const Selector& selector)
    : labels_(selector.labels), annotations_(selector.annotations) {
  for (const std::string& text :
       {selector.gvk.group, selector.gvk.version, selector.gvk.kind, selector.name, selector.ns}) {
    parts_.emplace_back(arena, selector, text);
  }
}

ObjectSelector::~ObjectSelector() = default;
ObjectSelector::ObjectSelector(ObjectSelector&&) noexcept = default;
ObjectSelector& ObjectSelector::operator=(ObjectSelector&&) noexcept = default;

bool ObjectSelector::matches_gvk(const Gvk& gvk) const {
  return parts_[0].matches(gvk.group) && parts_[1].matches(gvk.version) &&
         parts_[2].matches(gvk.kind);
}

bool ObjectSelector::matches_name(const std::string& name) const {
  return parts_[3].matches(name);
}

bool ObjectSelector::matches_namespace(std::string_view ns) const {
  return parts_[4].matches(ns);
}

bool ObjectSelector::matches_metadata(const Object& object) const {
  return (labels_.empty() || labels_.matches(metadata_map(object.root(), "labels"))) &&
         (annotations_.empty() || annotations_.matches(metadata_map(object.root(), "annotations")));
}

bool ObjectSelector::names_nothing() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.text.empty(); });
}

bool ObjectSelector::asks_no_metadata() const {
  return labels_.empty() && annotations_.empty();
}

std::vector<Object*> ObjectSelector::select(const Objects& objects) const {
  std::vector<Object*> selected;
  for (Object* object : objects.list()) {
    if (object->is_gone() || !matches_gvk(object->id().gvk)) continue;
    const Id original = object->original_id();
    if ((matches_namespace(original.effective_ns()) ||
         matches_namespace(object->id().effective_ns())) &&
        (matches_name(original.name) || matches_name(object->id().name)) &&
        matches_metadata(*object)) {
      selected.push_back(object);
    }
  }
  return selected;
}

}  // namespace relctl::render
