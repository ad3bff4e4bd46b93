// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "deploy/rendered_path.hpp"
#include "plan/draft.hpp"
#include "plan/outcome.hpp"

namespace relctl::deploy {

/// What a change of a rendered path does to the objects that run, each as `KIND/NAME`, or
/// `KIND/NAMESPACE/NAME` where it says its namespace.
struct ObjectChanges {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<std::string> changed;

  [[nodiscard]] std::size_t count() const { return added.size() + removed.size() + changed.size(); }
};

/// The objects that differ between two states of a rendered path; nothing before: all are added.
ObjectChanges object_changes(const std::optional<RenderedPath>& before, const RenderedPath& after);

/// A rendered path that was written, or that runs the same as before.
struct Rerender {
  bool is_written = false;
  ObjectChanges changes;
  std::optional<RenderedPath> before;
  RenderedPath after;
};

/// Makes `path` hold `next`. Where the same runs there already, it is not touched, whatever it was
/// rendered from. Throws Error(conflict) for objects that go away and take data with them
/// (CustomResourceDefinition, Namespace, PersistentVolume, PersistentVolumeClaim, StatefulSet) and
/// that `removable` does not name, and what write_rendered throws.
Rerender put_rendered(plan::Draft& draft, const std::string& path, const RenderedPath& next,
                      const std::vector<std::string>& keep,
                      const std::vector<std::string>& removable);

/// The outcome of `change`, which is written, at `path`.
plan::ManifestsOutcome outcome_of(const Rerender& change, const std::string& environment,
                                  const std::string& path);

/// A sentence for people about what `change` does in `environment`; empty where nothing is written.
std::string describe(const Rerender& change, const std::string& environment);

}  // namespace relctl::deploy
