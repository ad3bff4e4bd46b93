// SPDX-License-Identifier: MIT
#include "registry/manifest.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"

namespace relctl::registry {
namespace {

constexpr std::size_t most_entries = 1000;

[[noreturn]] void fail_manifest(const std::string& what, const std::string& fault) {
  throw Error(ErrorKind::system, fmt::format("{} is not understood: {}", what, fault));
}

std::uint64_t size_of(const json::Value& object, const std::string& what) {
  const json::Value* value = object.find("size");
  const std::string text = value != nullptr && value->kind == json::Kind::number ? value->text : "";
  std::uint64_t size = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) {
    fail_manifest(what, "a descriptor without size");
  }
  return size;
}

Descriptor read_descriptor(const json::Value& object, const std::string& what) {
  Descriptor descriptor{text_of(object, "mediaType"),
                        text_of(object, "digest"),
                        size_of(object, what),
                        texts_of(object.find("annotations")),
                        {}};
  if (!kustomize::is_digest(descriptor.digest)) {
    fail_manifest(what, "a descriptor without a sha256 digest");
  }
  if (const json::Value* platform = object.find("platform")) {
    descriptor.platform = {text_of(*platform, "os"), text_of(*platform, "architecture"),
                           text_of(*platform, "variant")};
  }
  return descriptor;
}

std::vector<Descriptor> read_descriptors(const json::Value* list, const std::string& what) {
  std::vector<Descriptor> descriptors;
  if (list == nullptr) return descriptors;
  if (list->items.size() > most_entries) fail_manifest(what, "too many entries");
  for (const json::Value& item : list->items)
    descriptors.push_back(read_descriptor(item, what));
  return descriptors;
}

}  // namespace

std::string to_string(const Platform& platform) {
  std::string text = platform.os + "/" + platform.architecture;
  if (!platform.variant.empty()) text += "/" + platform.variant;
  return text;
}

json::Value parse_served(std::string_view bytes, const std::string& what) {
  try {
    return json::parse(bytes, what);
  } catch (const Error& error) {
    fail_manifest(what, error.what());
  }
}

std::string text_of(const json::Value& object, std::string_view name) {
  const json::Value* value = object.find(name);
  return value != nullptr && value->kind == json::Kind::string ? value->text : "";
}

std::map<std::string, std::string> texts_of(const json::Value* object) {
  std::map<std::string, std::string> texts;
  if (object == nullptr) return texts;
  for (const json::Member& member : object->members) {
    if (member.value.kind == json::Kind::string) texts[member.name] = member.value.text;
  }
  return texts;
}

Manifest parse_manifest(std::string_view bytes, const std::string& what) {
  const json::Value root = parse_served(bytes, what);
  const json::Value* version = root.find("schemaVersion");
  if (version == nullptr || version->text != "2") fail_manifest(what, "no schema version 2");
  const json::Value* config = root.find("config");
  const json::Value* manifests = root.find("manifests");
  // A document that is both would be read differently by different programs.
  if ((config == nullptr) == (manifests == nullptr)) {
    fail_manifest(what, "neither manifest nor index");
  }
  Manifest manifest;
  manifest.is_index = manifests != nullptr;
  manifest.media_type = text_of(root, "mediaType");
  manifest.artifact_type = text_of(root, "artifactType");
  manifest.manifests = read_descriptors(manifests, what);
  manifest.layers = read_descriptors(root.find("layers"), what);
  if (config != nullptr) manifest.config = read_descriptor(*config, what);
  return manifest;
}

}  // namespace relctl::registry
