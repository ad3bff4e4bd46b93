// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "adopt/look.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::adopt {

/// A repository in memory, and what look() finds in it.
struct Sample {
  MemoryTree tree;
  Facts facts;

  explicit Sample(const std::map<std::string, std::string>& files) {
    for (const auto& [path, content] : files) {
      tree.put(path, content);
      facts.files.push_back(path);
    }
    facts.branch = "main";
    facts.branches = {"main"};
    facts.directory = "sample";
  }
  [[nodiscard]] Findings look() const { return adopt::look(tree, facts); }
};

inline std::string deployment(const std::string& image) {
  return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n"
         "    spec:\n      containers:\n        - name: x\n          image: " +
         image + "\n";
}

inline std::string kustomization(const std::string& resource, const std::string& image,
                                 const std::string& tag) {
  return "resources: [" + resource + "]\nimages:\n  - name: " + image + "\n    newTag: " + tag +
         "\n";
}

}  // namespace relctl::adopt
