// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "git/git_server.hpp"
#include "git/publish/publish.hpp"

namespace relctl::git {

/// A server with one commit on main, and clones of it.
class Setting {
 public:
  Setting();

  /// A new clone named `name`.
  [[nodiscard]] std::string clone(const std::string& name,
                                  std::vector<std::string> options = {}) const;
  /// Somebody else's ordinary commit, pushed.
  void compete(const std::string& clone, const std::string& text) const;
  /// The subjects of the server's main, newest first.
  [[nodiscard]] std::string log() const;

  GitServer server;

 private:
  TestFolder folder_;
};

/// Makes the refs of `clone` an hour old, so that it asks the remote before it pushes.
void age_refs(const std::string& clone);

/// `planner`, which calls `event` before it answers the first time.
Planner disturbed(const Planner& planner, std::function<void()> event);

/// Publishes what `planner` plans to the remote origin, within `seconds`.
Published publish_with(const std::string& directory, const plan::Operation& operation,
                       const Planner& planner, int seconds = 20,
                       std::optional<std::string> branch = "main");

/// Whether the words of error_of() tell of an error of this kind.
bool starts_with_kind(const std::string& error, const std::string& kind);

}  // namespace relctl::git
