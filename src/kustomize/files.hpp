// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kustomize/file_memory.hpp"
#include "kustomize/kustomization.hpp"
#include "tree/tree.hpp"

namespace relctl::kustomize {

/// The kustomizations and manifests at and below a directory, and those outside of it that they
/// draw in; each is read once, when it is first wanted.
class Files {
 public:
  /// Finds the files. Passed over: hidden directories, symbolic links, submodules, Helm charts
  /// (their templates are no YAML), and what is deeper than 64 directories. What `memory` knows is
  /// not parsed again.
  Files(const Tree& tree, std::string_view directory,
        std::shared_ptr<FileMemory> memory = std::make_shared<FileMemory>());

  /// The directories at and below the directory that have a kustomization, in byte order.
  [[nodiscard]] const std::vector<std::string>& kustomized() const { return kustomized_; }
  /// The other YAML and JSON files at and below the directory, in byte order.
  [[nodiscard]] const std::vector<std::string>& manifests() const { return manifests_; }
  /// True for a path at or below the directory.
  [[nodiscard]] bool is_own(std::string_view path) const;

  /// The kustomization of `directory`; null when it has none.
  const Kustomization* kustomization(const std::string& directory);
  /// The manifest at `path`; null when there is no such file or `wanted` is false for its text.
  const Manifest* manifest(const std::string& path,
                           const std::function<bool(std::string_view)>& wanted);

 private:
  void search(const std::string& directory, int depth);

  const Tree& tree_;
  std::shared_ptr<FileMemory> memory_;
  std::string directory_;
  std::vector<std::string> kustomized_;
  std::vector<std::string> manifests_;
  std::map<std::string, std::shared_ptr<const Kustomization>> loaded_;
  std::map<std::string, std::shared_ptr<const Manifest>> parsed_;
};

}  // namespace relctl::kustomize
