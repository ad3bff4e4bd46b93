// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "render/accumulator.hpp"
#include "render/object.hpp"

namespace relctl::render {

/// One transformer of a kustomization, ready to run.
struct Step {
  std::string description;  ///< for the provenance of what it sets
  Origin origin;            ///< for kustomize's transformer annotations
  std::function<void(Objects&)> run;
};

/// The transformers of the fields of a kustomization, in kustomize's order.
std::vector<Step> field_steps(Session& session, const Folder& folder,
                              const Kustomization& kustomization, const SharedConfig& config,
                              const std::string& origin);

/// The transformer that an object of `transformers:` configures. Throws Error(input) for all but
/// those that are built into kustomize.
Step plugin_step(Session& session, const Folder& folder, const Object& configuration);

/// The objects that an object of `generators:` makes.
std::vector<Object> plugin_objects(Session& session, const Folder& folder,
                                   const Object& configuration);

/// The configuration of the transformers: the built-in fields, with those of `configurations:`.
SharedConfig read_configurations(Session& session, const Folder& folder,
                                 const Kustomization& kustomization);

/// A file's text with the number of the file in the arena.
struct SourceText {
  const std::string& text;
  std::uint16_t file;
};
/// The file called `name` in `folder`; an error gets the place of `reference`.
SourceText read_source(Session& session, const Folder& folder, const std::string& name,
                       const Node* reference);

}  // namespace relctl::render
