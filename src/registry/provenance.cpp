// SPDX-License-Identifier: MIT
#include "registry/provenance.hpp"

#include <vector>

#include <fmt/format.h>

#include "registry/manifest.hpp"
#include "report/visible.hpp"

namespace relctl::registry {
namespace {

const json::Value* member_of(const json::Value* object, std::string_view name) {
  return object == nullptr ? nullptr : object->find(name);
}

/// The addresses of the material that a build took in.
std::vector<std::string> materials_of(const json::Value& predicate) {
  const json::Value* list =
      member_of(predicate.find("buildDefinition"), "resolvedDependencies");  // version 1
  if (list == nullptr) list = predicate.find("materials");                   // version 0.2
  std::vector<std::string> addresses;
  if (list == nullptr) return addresses;
  for (const json::Value& item : list->items)
    addresses.push_back(text_of(item, "uri"));
  return addresses;
}

std::string builder_of(const json::Value& predicate) {
  const json::Value* builder = member_of(predicate.find("runDetails"), "builder");  // version 1
  if (builder == nullptr) builder = predicate.find("builder");                      // version 0.2
  return builder == nullptr ? "" : text_of(*builder, "id");
}

/// The source itself, or a state of it: `git+https://host/repository@refs/heads/main`.
bool is_source(const std::string& address, const std::string& source) {
  return address == source || address.starts_with(source + "@");
}

}  // namespace

std::string provenance_fault(const json::Value& predicate, const config::Attested& policy) {
  if (policy.builder && builder_of(predicate) != *policy.builder) {
    return fmt::format("it was built by `{}`, not by {}", report::visible(builder_of(predicate)),
                       *policy.builder);
  }
  if (!policy.source) return "";
  const std::vector<std::string> materials = materials_of(predicate);
  for (const std::string& address : materials) {
    if (is_source(address, *policy.source)) return "";
  }
  return fmt::format("it was built from `{}`, not from {}",
                     materials.empty() ? "" : report::visible(materials.front()), *policy.source);
}

}  // namespace relctl::registry
