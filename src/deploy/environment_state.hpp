// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "deploy/deploy.hpp"
#include "plan/snapshot.hpp"

namespace relctl::deploy {

/// What is known about a service in an environment.
struct Running {
  enum class Kind {
    known,    ///< `version` says it
    mixed,    ///< its images or places differ, or some are of a form that cannot be read
    unknown,  ///< nothing can be read back, and relctl wrote nothing
  };
  Kind kind = Kind::unknown;
  std::optional<std::string> version;
  Deployed deployed;

  [[nodiscard]] bool is_known() const { return kind == Kind::known; }
};

/// Judges what was read: the version that the tags stand for; where no tag can be read, the one
/// that relctl wrote last in the history of `place`, if the images are still what it wrote.
Running running(Deployed deployed, const config::Environment& environment,
                const config::Service& service, const std::optional<plan::Place>& place);

/// `1.2.3`, `1.2.3 and 1.2.4`, `something unknown`: what a service runs, in words.
std::string describe(const Running& running);

}  // namespace relctl::deploy
