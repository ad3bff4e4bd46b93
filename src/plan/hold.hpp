// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace relctl::plan {

/// A recorded wish that a service, or all of them, stay at their versions in an environment.
struct Hold {
  std::string id;                      ///< names it for `relctl unhold --id`
  std::optional<std::string> service;  ///< nothing: a freeze, of services that come later too
  std::optional<std::string> version;  ///< what the service ran then; nothing: whatever it runs
  std::optional<std::string> reason;
  std::optional<std::string> until;  ///< the last day on which it counts, `2026-12-01`, in UTC
  std::string since;                 ///< `2026-11-23T09:00:00+00:00`
  std::string by;                    ///< "Name <address>"
  bool by_rollback = false;          ///< made by `relctl rollback`, which replaces none but these
  bool operator==(const Hold&) const = default;
};

}  // namespace relctl::plan
