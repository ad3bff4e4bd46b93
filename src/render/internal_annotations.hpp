// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "render/arena.hpp"
#include "render/object.hpp"

namespace relctl::render {

/// kustomize keeps its bookkeeping in annotations of the objects, where patches meet it: a JSON
/// patch finds a map of annotations, a merge that drops the map drops the bookkeeping, and of what
/// a JSON patch drops all but the origin is put back. This guard lets an object that is patched
/// behave the same.
class AnnotationGuard {
 public:
  AnnotationGuard(Arena& arena, Object& object);

  /// Takes the bookkeeping away where the merge took the annotations, and the marks that told.
  void after_merge(Object& object) const;
  /// Takes the origin away where the JSON patch took it, and the marks that told.
  void after_json_patch(Object& object) const;
  /// Writes the bookkeeping into the annotations, for a JSON patch to find.
  void write_all(Object& object) const;
  /// Takes all of it out again.
  void remove_all(Object& object) const;

 private:
  Arena& arena_;
  bool has_notes_;
};

/// True for the annotations that kustomize keeps its bookkeeping in: an object that is read with
/// one would steer the build.
bool is_bookkeeping_annotation(std::string_view name);

/// Removes from the annotations what kustomize removes at the end, makes texts of the others, and
/// adds the origin annotations that were asked for. An empty map goes away.
void finish_annotations(Arena& arena, Object& object, bool origins, bool transformations);

}  // namespace relctl::render
