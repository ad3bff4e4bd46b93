// SPDX-License-Identifier: MIT
#include "adopt/layers.hpp"

#include <algorithm>
#include <array>

#include "adopt/listing.hpp"
#include "base/error.hpp"
#include "kustomize/kustomization.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::adopt {
namespace {

bool has_only(const yaml::Node& document, const std::vector<std::string_view>& keys) {
  return std::all_of(document.entries.begin(), document.entries.end(), [&](const auto& entry) {
    return std::find(keys.begin(), keys.end(), entry.key.value) != keys.end();
  });
}

/// What relctl would write anew from its source loses nothing.
bool is_thin(const Tree& tree, const kustomize::Kustomization& file) {
  if (file.stream.documents.size() != 1 || file.resources.size() != 1) return false;
  if (tree.list(file.directory).size() != 1) return false;
  const bool sets_tags_alone =
      std::all_of(file.images.begin(), file.images.end(),
                  [](const auto& image) { return !image.new_name && !image.tag_suffix; });
  return sets_tags_alone &&
         has_only(file.stream.documents.front(), {"apiVersion", "kind", "resources", "images"});
}

/// `./a/b/` and `/a/b` as a path of the repository; what a template fills in becomes `*`.
std::string as_folder(const std::string& text) {
  std::string path;
  for (std::string part : parts_of(text)) {
    if (part == ".") continue;
    for (std::size_t open = part.find("{{"); open != std::string::npos; open = part.find("{{")) {
      const std::size_t close = part.find("}}", open);
      const std::size_t end = close == std::string::npos ? part.size() : close + 2;
      part.replace(open, end - open, "*");
    }
    path = join_path(path, part);
  }
  return path;
}

void add_path(const yaml::Node* node, std::set<std::string>& paths) {
  const yaml::Node* path = node == nullptr ? nullptr : node->find("path");
  if (path == nullptr || path->kind != yaml::Kind::scalar || path->is_null()) return;
  const std::string folder = as_folder(path->value);
  // A path that a generator fills in whole tells nothing: its own list of folders does.
  if (folder.find_first_not_of("*/") != std::string::npos) paths.insert(folder);
}

void add_sources(const yaml::Node& specification, std::set<std::string>& paths) {
  add_path(specification.find("source"), paths);
  const yaml::Node* sources = specification.find("sources");
  if (sources == nullptr) return;
  for (const yaml::Node& source : sources->items)
    add_path(&source, paths);
}

/// The folders of an ApplicationSet's git generators, nested ones too.
void add_generators(const yaml::Node& node, std::set<std::string>& paths) {
  if (const yaml::Node* directories = node.find("directories")) {
    for (const yaml::Node& directory : directories->items) {
      const yaml::Node* excluded = directory.find("exclude");
      if (excluded == nullptr || excluded->value != "true") add_path(&directory, paths);
    }
  }
  for (const yaml::Node& item : node.items)
    add_generators(item, paths);
  for (const yaml::Entry& entry : node.entries)
    add_generators(entry.value, paths);
}

void add_object(const yaml::Node& document, std::set<std::string>& paths) {
  const yaml::Node* version = document.find("apiVersion");
  const yaml::Node* kind = document.find("kind");
  const yaml::Node* specification = document.find("spec");
  if (version == nullptr || kind == nullptr || specification == nullptr) return;
  const bool is_argo = version->value.starts_with("argoproj.io/");
  const bool is_flux = version->value.starts_with("kustomize.toolkit.fluxcd.io/");
  if (is_argo && kind->value == "Application") add_sources(*specification, paths);
  if (is_flux && kind->value == "Kustomization") add_path(specification, paths);
  if (!is_argo || kind->value != "ApplicationSet") return;
  if (const yaml::Node* generators = specification->find("generators")) {
    add_generators(*generators, paths);
  }
  const yaml::Node* inner = specification->find("template");
  inner = inner == nullptr ? nullptr : inner->find("spec");
  if (inner != nullptr) add_sources(*inner, paths);
}

bool matches_part(std::string_view glob, std::string_view part) {
  const std::size_t star = glob.find('*');
  if (star == std::string_view::npos) return glob == part;
  const std::string_view rest = glob.substr(star + 1);
  return part.size() + 1 >= glob.size() && part.starts_with(glob.substr(0, star)) &&
         part.ends_with(rest.substr(rest.rfind('*') + 1));
}

bool matches_folder(const std::string& glob, const std::string& folder) {
  const std::vector<std::string> wanted = parts_of(glob);
  const std::vector<std::string> parts = parts_of(folder);
  return wanted.size() == parts.size() &&
         std::equal(wanted.begin(), wanted.end(), parts.begin(), matches_part);
}

/// The text of a file that Argo CD or Flux reads; none for what is no file, or says nothing of
/// them.
std::optional<std::string> pointing_text(const Tree& tree, const std::string& path) {
  if (!is_data_file(path) || path.ends_with(".json")) return std::nullopt;
  const auto entry = tree.find(path);
  if (!entry || (entry->mode != Mode::file && entry->mode != Mode::executable)) return std::nullopt;
  std::string text = tree.read(path);
  const bool is_evidence = text.find("argoproj.io/") != std::string::npos ||
                           text.find("kustomize.toolkit.fluxcd.io/") != std::string::npos;
  if (!is_evidence) return std::nullopt;
  return text;
}

}  // namespace

std::optional<Layer> layer_at(const Tree& tree, const std::string& path) {
  try {
    const kustomize::Kustomization file = kustomize::load_kustomization(tree, path);
    Layer layer;
    layer.fixes_images = std::any_of(file.images.begin(), file.images.end(),
                                     [](const auto& image) { return image.fixes(); });
    for (const std::string& resource : file.resources) {
      const auto entry = tree.find(resource);
      if (entry && entry->mode == Mode::directory) layer.folders.push_back(resource);
    }
    layer.is_thin = layer.folders.size() == 1 && is_thin(tree, file);
    return layer;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    return std::nullopt;
  }
}

std::set<std::string> pointed_folders(const Tree& tree, const std::vector<std::string>& files) {
  std::set<std::string> paths;
  for (const std::string& path : files) {
    const auto text = pointing_text(tree, path);
    if (!text) continue;
    try {
      const yaml::Stream stream = yaml::parse(*text, path);
      for (const yaml::Node& document : stream.documents)
        add_object(document, paths);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::input) throw;
    }
  }
  return paths;
}

bool is_pointed_at(const std::set<std::string>& pointed, const std::string& folder) {
  return std::any_of(pointed.begin(), pointed.end(),
                     [&](const std::string& glob) { return matches_folder(glob, folder); });
}

}  // namespace relctl::adopt
