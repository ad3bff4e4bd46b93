// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/accumulator.hpp"
#include "render/step.hpp"

namespace relctl::render {

/// Builds the kustomizations of folders, bases first.
class Accumulation {
 public:
  explicit Accumulation(Session& session) : session_(session) {}

  /// The kustomization of `folder`, read and kept. Throws Error(input) where there is none, or more
  /// than one.
  const Kustomization& load(const Folder& folder);

  /// Adds what the kustomization of `folder` makes to `target`: an empty accumulator, or that of
  /// the kustomization that has it as a component.
  void build(const Folder& folder, const Kustomization& kustomization, const std::string& origin,
             Accumulator& target);

 private:
  void add_resource(const Folder& folder, const Reference& reference, const std::string& origin,
                    Accumulator& target);
  void add_file(const Folder& folder, const Reference& reference, const std::string& origin,
                Accumulator& target);
  void add_base(const Folder& folder, const Reference& reference, const std::string& origin,
                Accumulator& target);
  void add_component(const Folder& folder, const Reference& reference, const std::string& origin,
                     Accumulator& target);
  const Kustomization& load_below(const Folder& folder, bool component, const Reference& reference);
  void set_schema(const Folder& folder, const Kustomization& kustomization);
  void run_generators(const Folder& folder, const Kustomization& kustomization,
                      const std::string& origin, Accumulator& target);
  void run_transformers(const Folder& folder, const Kustomization& kustomization,
                        const std::string& origin, Accumulator& target);
  std::vector<Object*> read_plugins(const Folder& folder, const Kustomization& kustomization,
                                    const std::vector<Reference>& references,
                                    const std::string& origin);
  void add_variables(const Kustomization& kustomization, Accumulator& target);

  Session& session_;
};

}  // namespace relctl::render
