// SPDX-License-Identifier: MIT
#include <array>
#include <memory>

#include "base/error.hpp"
#include "render/fields.hpp"
#include "render/json_nodes.hpp"
#include "render/transformers.hpp"
#include "tree/digest.hpp"

namespace relctl::render {
namespace {

constexpr std::size_t hash_length = 10;

/// The first digits of the SHA-256 of `text`, with letters that make no words.
std::string hash_of(const std::string& text) {
  const std::string digest = digest_of(Hash::sha256, text);
  constexpr std::string_view digits = "gh2k456789mbcdtf";
  std::string result;
  for (std::size_t i = 0; i < hash_length; ++i) {
    const auto byte = static_cast<unsigned char>(digest.at(i / 2));
    result += digits[i % 2 == 0 ? byte >> 4U : byte & 15U];
  }
  return result;
}

/// A field as kustomize hashes it: a map's JSON, a scalar's text, "" where there is none.
std::string hashed_field(Arena& arena, const Node* field) {
  std::string out;
  if (field == nullptr) return "\"\"";
  if (field->kind == Kind::scalar) {
    write_json(*arena.scalar(field->text, Tag::string), false, out);
  } else if (field->kind == Kind::mapping) {
    write_json(*to_json(arena, *field), true, out);
  } else {
    out = "null";
  }
  return out;
}

std::string hashed_text(Arena& arena, const Object& object) {
  const std::string& kind = object.id().gvk.kind;
  const bool secret = kind == "Secret";
  const Node* root = object.root();
  const auto field = [&](std::string_view name) { return hashed_field(arena, find(root, name)); };
  const auto is_map = [&](std::string_view name) {
    const Node* node = find(root, name);
    return node != nullptr && node->kind == Kind::mapping;
  };
  // kustomize looks for a name where there is none, so that it is always empty.
  std::string out = "{";
  if (!secret && is_map("binaryData")) out += "\"binaryData\":" + field("binaryData") + ",";
  out += "\"data\":" + field("data") + ",\"kind\":\"" + kind + "\",\"name\":\"\"";
  if (secret && is_map("stringData")) out += ",\"stringData\":" + field("stringData");
  if (secret) out += ",\"type\":" + field("type");
  return out + "}";
}

}  // namespace

void add_hashes(Workspace& work, Objects& objects) {
  for (Object* object : objects.list()) {
    if (object->is_gone() || !object->notes.needs_hash) continue;
    const std::string& kind = object->id().gvk.kind;
    if (kind != "ConfigMap" && kind != "Secret") {
      throw Error(ErrorKind::input, "a generated object became a " + kind +
                                        ", which has no hash here; set disableNameSuffixHash")
          .at(location_of(work.arena, object->root()));
    }
    const std::string hash = hash_of(hashed_text(work.arena, *object));
    object->remember_name();
    object->set_name(work.arena, object->id().name + "-" + hash);
    objects.update(*object);
  }
}

}  // namespace relctl::render
