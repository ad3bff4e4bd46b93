// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "check/environment.hpp"
#include "tree/memory_tree.hpp"

/// Files of a repository, by path.
using Files = std::map<std::string, std::string>;

inline relctl::MemoryTree tree_of(const Files& files) {
  std::map<std::string, relctl::MemoryTree::File> content;
  for (const auto& [path, text] : files)
    content[path] = {text};
  return relctl::MemoryTree(content);
}

/// A service `shop` in environments with these names and paths that are called so too.
inline relctl::config::Config config_of(const std::vector<std::string>& environments,
                                        const std::string& more = "") {
  std::string text = "format: 1\nservices: {shop: {images: [example.org/shop]}}\nenvironments:\n";
  for (const std::string& name : environments)
    text += "  - {name: " + name + ", path: " + name + "}\n";
  return relctl::config::parse(text + more, "relctl.yaml");
}

/// FILE:LINE:COLUMN CHECK,… (ENVIRONMENT,…) of each finding.
inline std::string found_in(const Files& files, const relctl::config::Config& config) {
  const relctl::MemoryTree tree = tree_of(files);
  std::vector<relctl::check::EnvironmentCheck> checked;
  for (const auto& environment : config.environments)
    checked.push_back(relctl::check::check_environment(tree, config, environment));
  std::vector<std::string> lines;
  for (const auto& each : relctl::check::joined_findings(checked, tree)) {
    lines.push_back(fmt::format("{}:{}:{} {} ({})", each.where.file, each.where.line,
                                each.where.column, fmt::join(each.checks, ","),
                                fmt::join(each.environments, ",")));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

/// The ids of the checks that the objects of `manifests` break, each once, in order of the places.
inline std::string broken_by(const std::string& manifests, const std::string& more = "") {
  const auto config = config_of({"dev"}, more);
  const relctl::MemoryTree tree = tree_of(
      {{"dev/kustomization.yaml", "resources: [objects.yaml]\n"}, {"dev/objects.yaml", manifests}});
  std::vector<std::string> ids;
  const auto checked = relctl::check::check_environment(tree, config, config.environments.front());
  for (const auto& each : checked.not_built)
    ids.push_back("not built: " + each.reason);
  for (const auto& each : relctl::check::joined_findings({checked}, tree))
    ids.insert(ids.end(), each.checks.begin(), each.checks.end());
  return fmt::format("{}", fmt::join(ids, " "));
}
