// SPDX-License-Identifier: MIT
#include "render/objects.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "render/fields.hpp"

namespace relctl::render {
namespace {

std::string key_of(std::string_view kind, std::string_view name) {
  std::string key(name);
  key += '\n';
  key += kind;
  return key;
}

bool has(const Object& object, const Id& id, bool any_namespace) {
  const auto fits = [&](const Id& other) {
    return any_namespace ? id.name == other.name && id.gvk == other.gvk : id.same(other);
  };
  const auto& former = object.notes.former_names;
  return fits(object.id()) ||
         std::any_of(former.begin(), former.end(), [&](const FormerName& name) {
           return name.name == id.name && fits(object.former_id(name));
         });
}

}  // namespace

void Objects::append(Object& object) {
  if (!with_id(object.id()).empty()) {
    throw Error(ErrorKind::input,
                "may not add resource with an already registered id: " + object.id().text());
  }
  list_.push_back(&object);
  enter(object);
}

void Objects::replace(Object& old, Object& object) {
  std::replace(list_.begin(), list_.end(), &old, &object);
  for (auto& [key, bucket] : index_)
    std::erase(bucket, &old);
  enter(object);
}

void Objects::drop_gone() {
  std::erase_if(list_, [](const Object* object) { return object->is_gone(); });
}

void Objects::clear() {
  list_.clear();
  index_.clear();
}

void Objects::update(Object& object) {
  enter(object);
}

std::vector<Object*> Objects::with_id(const Id& id) const {
  std::vector<Object*> found;
  if (const auto* candidates = bucket(id)) {
    std::copy_if(candidates->begin(), candidates->end(), std::back_inserter(found),
                 [&](const Object* object) { return !object->is_gone() && object->id().same(id); });
  }
  return found;
}

std::vector<Object*> Objects::with_any_id(const Id& id, bool any_namespace) const {
  std::vector<Object*> found;
  if (const auto* candidates = bucket(id)) {
    std::copy_if(candidates->begin(), candidates->end(), std::back_inserter(found),
                 [&](const Object* object) {
                   return !object->is_gone() && has(*object, id, any_namespace);
                 });
  }
  return found;
}

void Objects::enter(Object& object) {
  const auto add = [&](std::string_view kind, std::string_view name) {
    auto& bucket = index_[key_of(kind, name)];
    if (std::find(bucket.begin(), bucket.end(), &object) == bucket.end()) bucket.push_back(&object);
  };
  add(object.id().gvk.kind, object.id().name);
  for (const FormerName& former : object.notes.former_names)
    add(former.kind, former.name);
}

const std::vector<Object*>* Objects::bucket(const Id& id) const {
  const auto found = index_.find(key_of(id.gvk.kind, id.name));
  return found == index_.end() ? nullptr : &found->second;
}

Object& require_one(const Objects& objects, const Id& id) {
  const auto found = objects.with_any_id(id);
  if (found.size() == 1) return *found.front();
  if (found.empty()) {
    throw Error(ErrorKind::input, "no object has the id " + id.text())
        .hint(
            "the group, version, kind, name and namespace must be those of an object of this "
            "build");
  }
  throw Error(ErrorKind::input, "several objects have the id " + id.text());
}

void require_distinct(const Objects& objects, const Arena& arena) {
  Objects seen;
  for (Object* object : objects.list()) {
    try {
      seen.append(*object);
    } catch (Error& error) {
      error.at(location_of(arena, object->root()));
      throw;
    }
  }
}

}  // namespace relctl::render
