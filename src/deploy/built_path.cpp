// SPDX-License-Identifier: MIT
#include "deploy/built_path.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/files.hpp"
#include "plan/draft.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

std::string words_of(const Error& error) {
  const auto& place = error.where();
  if (!place || place->file.empty()) return error.what();
  if (place->line == 0) return fmt::format("{}: {}", place->file, error.what());
  return fmt::format("{}:{}: {}", place->file, place->line, error.what());
}

BuiltFolder build_folder(const Tree& tree, const std::string& folder) {
  BuiltFolder result{folder, std::nullopt, {}};
  try {
    result.build = render::build(tree, folder);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::input) throw;
    result.fault = words_of(error);
  }
  return result;
}

bool is_component(const kustomize::Kustomization& kustomization) {
  const auto& documents = kustomization.stream.documents;
  return !documents.empty() && documents.front().text("kind") == "Component";
}

/// What the kustomization of a folder that cannot be built names.
std::vector<std::string> named_in(kustomize::Files& files, const std::string& folder) {
  const kustomize::Kustomization& kustomization = *files.kustomization(folder);
  std::vector<std::string> named = kustomization.resources;
  named.insert(named.end(), kustomization.components.begin(), kustomization.components.end());
  named.insert(named.end(), kustomization.patches.begin(), kustomization.patches.end());
  return named;
}

/// The folders and files that the builds draw in.
class DrawnIn {
 public:
  explicit DrawnIn(kustomize::Files& files) : files_(files) {}

  void add(const BuiltFolder& built) {
    if (!built.build) {
      for (std::string& path : named_in(files_, built.folder))
        paths_.insert(std::move(path));
      return;
    }
    for (const render::Input& input : built.build->inputs()) {
      paths_.insert(input.path);
      const std::string folder(directory_of(input.path));
      const std::string name = input.path.substr(folder.empty() ? 0 : folder.size() + 1);
      if (folder != built.folder && kustomize::is_kustomization_name(name)) paths_.insert(folder);
    }
  }

  [[nodiscard]] bool contains(const std::string& path) const { return paths_.contains(path); }

 private:
  kustomize::Files& files_;
  std::set<std::string> paths_;
};

/// True for a file with objects: values of charts and the like lie there too.
bool has_objects(const Tree& tree, const std::string& path) {
  const std::string text = tree.read(path);
  if (text.find("kind") == std::string::npos) return false;
  const yaml::Stream stream = yaml::parse(text, path);
  const auto& documents = stream.documents;
  return std::any_of(documents.begin(), documents.end(), [](const yaml::Node& document) {
    return document.find("kind") != nullptr && document.find("apiVersion") != nullptr;
  });
}

/// The manifests that no kustomization draws in, as a cluster's tools apply them: built by one that
/// lists them.
BuiltFolder build_manifests(const Tree& tree, const std::string& folder,
                            const std::vector<std::string>& manifests) {
  std::string resources;
  try {
    for (const std::string& path : manifests) {
      if (!has_objects(tree, path)) continue;
      const std::string name = path.substr(folder.empty() ? 0 : folder.size() + 1);
      resources += fmt::format("- '{}'\n", name);
    }
  } catch (const Error& error) {
    return {folder, std::nullopt, words_of(error)};
  }
  // Lent, not shared: the draft does not outlive the call.
  plan::Draft draft(std::shared_ptr<const Tree>(std::shared_ptr<const Tree>(), &tree));
  draft.write(join_path(folder, "kustomization.yaml"),
              resources.empty() ? "resources: []\n" : "resources:\n" + resources);
  return build_folder(draft, folder);
}

}  // namespace

std::vector<BuiltFolder> build_path(const Tree& tree, const std::string& path) {
  const std::string folder = path == "." ? "" : path;
  kustomize::Files files(tree, folder);
  DrawnIn drawn_in(files);
  std::vector<BuiltFolder> built;
  for (const std::string& each : files.kustomized()) {
    if (drawn_in.contains(each) || is_component(*files.kustomization(each))) continue;
    built.push_back(build_folder(tree, each));
    drawn_in.add(built.back());
  }
  std::erase_if(built, [&](const BuiltFolder& each) { return drawn_in.contains(each.folder); });
  if (files.kustomization(folder) != nullptr) return built;
  std::vector<std::string> loose = files.manifests();
  std::erase_if(loose, [&](const std::string& each) { return drawn_in.contains(each); });
  if (!loose.empty()) built.push_back(build_manifests(tree, folder, loose));
  return built;
}

}  // namespace relctl::deploy
