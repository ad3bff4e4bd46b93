// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "plan/draft.hpp"
#include "plan/hold.hpp"
#include "tree/tree.hpp"

namespace relctl::deploy {

using plan::Hold;

/// The file with the holds of an environment: it lies on the branch that has the environment.
std::string holds_path(const std::string& environment);

/// The holds of `environment` in the file's order, expired ones too; none where there is no file.
/// Throws Error(input), with the place, for a file that is not as write_holds makes it.
std::vector<Hold> read_holds(const Tree& tree, const std::string& environment);

/// Writes the holds: freezes, then those of services by name; without any the file goes.
void write_holds(plan::Draft& draft, const std::string& environment, std::vector<Hold> holds);

/// True when the day of `time` (UTC) is later than the hold's last one.
bool is_expired(const Hold& hold, std::int64_t time);

/// The holds that stop `service` at `time`: its own, then freezes. Expired ones do not.
std::vector<Hold> holds_on(const std::vector<Hold>& holds, std::string_view service,
                           std::int64_t time);

/// A phrase for people: `held at 1.2.3 since 2026-11-23 by Ada until 2026-12-01: broken login`.
std::string describe(const Hold& hold);
std::string describe(const std::vector<Hold>& holds);

/// The commands that lift `chosen` of the holds `all` that lie on `environment`, each in the
/// shortest form that means no other hold, as words: `` `relctl unhold dev --service api` ``.
std::string unhold_commands(const std::string& environment, const std::vector<Hold>& all,
                            const std::vector<Hold>& chosen, bool push);

/// True for a date as `--until` takes it: `2026-12-01`, a day that exists.
bool is_day(std::string_view text);

}  // namespace relctl::deploy
