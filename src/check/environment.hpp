// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/finding.hpp"
#include "config/config.hpp"
#include "tree/tree.hpp"

namespace relctl::check {

/// A folder that no objects came from.
struct NotBuilt {
  std::string folder;
  std::string reason;
  Location where{};              ///< in the file that is to blame; the folder where none is
  bool is_kustomization = true;  ///< false: there is none in the folder, so nothing is broken
};

/// What lets findings of one check pass: an annotation of an object, or an entry of relctl.yaml.
struct Ignore {
  std::string check;                 ///< its id
  std::optional<render::Id> object;  ///< that has the annotation; nothing: an entry of relctl.yaml
  std::optional<std::string> pattern{};  ///< of "Deployment/sample"
  std::optional<std::string> container{};
  std::optional<std::string> environment{};
  std::optional<std::string> until{};  ///< the last day
  std::string reason{};
  Location where{};
};

/// What the checks say of one environment.
struct EnvironmentCheck {
  std::string name;
  std::size_t objects = 0;
  std::vector<Finding> findings;  ///< of one check each, in order of the checks
  std::vector<NotBuilt> not_built;
  std::vector<Ignore> ignores;  ///< annotations of its objects
};

/// Builds the paths of `environment` in `tree` (its source, where the path has no kustomization;
/// for the places of findings in a rendered one, what it is rendered from too), and holds the
/// objects to the checks of the ids in `only`; where it is empty, to those that the configuration
/// asks for. Throws Error(usage) for an id that there is not.
EnvironmentCheck check_environment(const Tree& tree, const config::Config& config,
                                   const config::Environment& environment,
                                   const std::vector<std::string>& only = {});

/// The same for an environment on a branch of its own: `tree` is that branch's, and what it is
/// rendered from stands in `sources`. Files of the branch are told as BRANCH:FILE.
EnvironmentCheck check_on_branch(const Tree& tree, const Tree& sources,
                                 const config::Config& config,
                                 const config::Environment& environment,
                                 const std::vector<std::string>& only);

/// The findings of all environments, each once with those that it is in, by file and line. Findings
/// of one cause at one place become one. Excerpts are read from `tree`.
std::vector<Finding> joined_findings(const std::vector<EnvironmentCheck>& environments,
                                     const Tree& tree);

/// What is wrong, in one sentence without the object's name.
std::string sentence_of(const Finding& finding);

}  // namespace relctl::check
