// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "render/object.hpp"

namespace relctl::render {

/// The objects of one kustomization, in the order in which they came, with an index from each name
/// and kind that they have or had. Objects are owned elsewhere.
class Objects {
 public:
  /// Adds `object`. Throws Error(input) where one with its id is there.
  void append(Object& object);
  /// Puts `object` in the place of `old`.
  void replace(Object& old, Object& object);
  /// Drops the objects that are gone.
  void drop_gone();
  void clear();
  /// Puts the objects into this order; they must be the same.
  void reorder(std::vector<Object*> order) { list_ = std::move(order); }

  [[nodiscard]] const std::vector<Object*>& list() const { return list_; }

  /// Must follow each change of an object's id.
  void update(Object& object);

  /// The objects whose present id is `id`.
  [[nodiscard]] std::vector<Object*> with_id(const Id& id) const;
  /// The objects that have or had an id that is the same as `id`, or, without a namespace in mind,
  /// of its kind and name. Those that are gone are left out.
  [[nodiscard]] std::vector<Object*> with_any_id(const Id& id, bool any_namespace = false) const;

 private:
  void enter(Object& object);
  [[nodiscard]] const std::vector<Object*>* bucket(const Id& id) const;

  std::vector<Object*> list_;
  std::unordered_map<std::string, std::vector<Object*>> index_;
};

/// The object that has or had `id`. Throws Error(input) where there is none, or more than one.
Object& require_one(const Objects& objects, const Id& id);

/// Throws Error(input) unless each object of `objects` has an id of its own.
void require_distinct(const Objects& objects, const Arena& arena);

}  // namespace relctl::render
