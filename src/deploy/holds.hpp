// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

/// A recorded wish that a service stay at its version in an environment.
struct Hold {
  std::string service;
  std::optional<std::string> version;  ///< nothing: whatever it runs
  std::optional<std::string> reason;
  std::optional<std::string> until;  ///< the last day on which it counts, `2026-12-01`, in UTC
  std::string since;                 ///< `2026-11-23T09:00:00+00:00`
  std::string by;                    ///< "Name <address>"
  bool operator==(const Hold&) const = default;
};

/// The file with the holds of an environment: it lies on the branch that has the environment.
std::string holds_path(const std::string& environment);

/// The holds of `environment` in the file's order, expired ones too; none where there is no file.
/// Throws Error(input), with the place, for a file that is not as write_holds makes it.
std::vector<Hold> read_holds(const Tree& tree, const std::string& environment);

/// Writes the holds, ordered by service; without any the file goes.
void write_holds(plan::Draft& draft, const std::string& environment, std::vector<Hold> holds);

/// True when the day of `time` (UTC) is later than the hold's last one.
bool is_expired(const Hold& hold, std::int64_t time);

/// The hold that stops `service` at `time`; nothing when there is none in force.
std::optional<Hold> hold_of(const std::vector<Hold>& holds, std::string_view service,
                            std::int64_t time);

/// A phrase for people: `held at 1.2.3 since 2026-11-23 by Ada until 2026-12-01: broken login`.
std::string describe(const Hold& hold);

/// True for a date as `--until` takes it: `2026-12-01`, a day that exists.
bool is_day(std::string_view text);

}  // namespace relctl::deploy
