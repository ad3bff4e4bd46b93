// SPDX-License-Identifier: MIT
#include "adopt/helm.hpp"

#include <algorithm>

#include "adopt/environment_names.hpp"
#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

constexpr std::size_t deepest = 8;

bool is_key_word(const std::string& key) {
  constexpr std::string_view letters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !key.empty() && key.find_first_not_of(letters) == std::string::npos;
}

std::optional<std::string> repository_in(const yaml::Node& mapping) {
  for (const char* name : {"repository", "name"}) {
    const yaml::Node* node = mapping.find(name);
    if (node == nullptr || node->kind != yaml::Kind::scalar) continue;
    std::string repository = node->value;
    const yaml::Node* registry = mapping.find("registry");
    const bool has_registry =
        registry != nullptr && registry->kind == yaml::Kind::scalar && !registry->value.empty();
    if (has_registry) repository = join_path(registry->value, repository);
    if (kustomize::parse_image_reference(repository)) return repository;
  }
  return std::nullopt;
}

void collect(const yaml::Node& mapping, const std::string& path, std::vector<ValuesKey>& keys) {
  const std::vector<std::string> parts = parts_of(path);
  if (parts.size() > deepest) return;
  const auto repository = repository_in(mapping);
  const bool is_image = repository || (!parts.empty() && parts.back() == "image");
  for (const yaml::Entry& entry : mapping.entries) {
    const std::string& name = entry.key.value;
    if (!is_key_word(name)) continue;
    std::string dotted;
    for (const std::string& part : parts)
      dotted += part + '.';
    const bool is_tag = (name == "tag" && is_image) || name == "imageTag" || name == "image_tag";
    if (entry.value.kind == yaml::Kind::scalar && is_tag)
      keys.push_back({dotted + name, repository});
    if (entry.value.kind == yaml::Kind::mapping) collect(entry.value, join_path(path, name), keys);
  }
}

struct Place {
  std::string family;
  std::string environment;
};

/// The environment that the name of a values file tells: `values-dev.yaml`, `values.dev.yaml`,
/// `dev.values.yaml`, `values/dev.yaml`.
std::optional<Place> place_in_name(const std::string& path) {
  const std::string folder(directory_of(path));
  const std::string file = base_name(path);
  const std::size_t dot = file.rfind('.');
  const std::string stem = file.substr(0, dot);
  const std::string ending = file.substr(dot);
  const auto family = [&](const std::string& name) { return join_path(folder, name + ending); };
  for (const char* prefix : {"values-", "values.", "values_"}) {
    if (!stem.starts_with(prefix)) continue;
    const std::string name = stem.substr(std::string_view(prefix).size());
    return Place{family(prefix + std::string("{environment}")), name};
  }
  for (const char* suffix : {".values", "-values"}) {
    if (!stem.ends_with(suffix)) continue;
    const std::string name = stem.substr(0, stem.size() - std::string_view(suffix).size());
    return Place{family(std::string("{environment}") + suffix), name};
  }
  if (base_name(folder) == "values") return Place{family("{environment}"), stem};
  return std::nullopt;
}

/// True for an object that holds a chart's values itself: Flux's HelmRelease, an Application of
/// Argo CD.
bool holds_values(const Tree& tree, const std::string& path) {
  const auto entry = tree.find(path);
  if (!entry || (entry->mode != Mode::file && entry->mode != Mode::executable)) return false;
  const std::string text = tree.read(path);
  return text.find("kind: HelmRelease") != std::string::npos ||
         text.find("valuesObject:") != std::string::npos;
}

/// `environments/dev/values.yaml`: the environment is a folder.
std::optional<Place> place_in_folder(const Tree& tree, const std::string& path) {
  if (!base_name(path).starts_with("values.") && !holds_values(tree, path)) return std::nullopt;
  const std::vector<std::string> parts = parts_of(path);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const bool is_at_home = i > 0 && is_home_of_environments(parts[i - 1]);
    if (!is_at_home && !environment_rank(parts[i])) continue;
    if (is_shared_folder(parts[i])) return std::nullopt;
    std::string family;
    for (std::size_t j = 0; j < parts.size(); ++j)
      family = join_path(family, j == i ? "{environment}" : parts[j]);
    return Place{family, parts[i]};
  }
  return std::nullopt;
}

std::vector<ValuesKey> keys_of(const Tree& tree, const std::string& path) {
  try {
    return image_keys(tree.read(path), path);
  } catch (const Error&) {
    return {};
  }
}

bool has_key(const std::vector<ValuesKey>& keys, const std::string& key) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const ValuesKey& each) { return each.key == key; });
}

using Keys = std::map<std::string, ValuesKey>;

/// The repository usually stands in the chart's own values alone.
void take_repositories(const Tree& tree, const std::string& defaults, Keys& all) {
  if (!tree.find(defaults)) return;
  for (const ValuesKey& key : keys_of(tree, defaults)) {
    const auto known = all.find(key.key);
    if (known == all.end() || known->second.repository) continue;
    known->second.repository = key.repository;
  }
}

void find_keys(const Tree& tree, ValuesFamily& family) {
  std::map<std::string, std::vector<ValuesKey>> by_file;
  Keys all;
  for (const auto& [environment, path] : family.environments) {
    by_file[path] = keys_of(tree, path);
    for (const ValuesKey& key : by_file[path]) {
      ValuesKey& known = all.emplace(key.key, key).first->second;
      if (!known.repository) known.repository = key.repository;
    }
  }
  take_repositories(
      tree, join_path(directory_of(family.environments.begin()->second), "values.yaml"), all);
  for (const auto& [name, key] : all) {
    for (const auto& [path, keys] : by_file) {
      if (!has_key(keys, name)) family.lacking[name].insert(path);
    }
    if (!family.lacking.contains(name)) family.keys.push_back(key);
  }
}

}  // namespace

std::vector<ValuesKey> image_keys(const std::string& text, const std::string& file) {
  const yaml::Stream stream = yaml::parse(text, file);
  std::vector<ValuesKey> keys;
  for (const yaml::Node& document : stream.documents)
    collect(document, "", keys);
  // A key of two documents would be edited in the first alone.
  std::vector<ValuesKey> once;
  std::copy_if(keys.begin(), keys.end(), std::back_inserter(once), [&](const ValuesKey& key) {
    return std::count_if(keys.begin(), keys.end(),
                         [&](const ValuesKey& each) { return each.key == key.key; }) == 1;
  });
  return once;
}

std::vector<ValuesFamily> find_values(const Tree& tree, const std::vector<std::string>& files) {
  std::map<std::string, ValuesFamily> found;
  for (const std::string& path : files) {
    if (!path.ends_with(".yaml") && !path.ends_with(".yml")) continue;
    auto place = place_in_name(path);
    // `values-common.yaml` is no environment's: a file's name has to say more than a folder's.
    if (!place || !environment_rank(place->environment)) place = place_in_folder(tree, path);
    if (!place || place->environment != as_name(place->environment)) continue;
    ValuesFamily& family = found[place->family];
    family.path = place->family;
    family.environments[place->environment] = path;
  }
  std::vector<ValuesFamily> families;
  for (auto& [path, family] : found) {
    find_keys(tree, family);
    if (!family.keys.empty() || !family.lacking.empty()) families.push_back(family);
  }
  std::stable_sort(families.begin(), families.end(),
                   [](const ValuesFamily& a, const ValuesFamily& b) {
                     return a.environments.size() > b.environments.size();
                   });
  return families;
}

}  // namespace relctl::adopt
