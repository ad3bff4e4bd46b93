// SPDX-License-Identifier: MIT
#include "plan/recompute_holds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "plan/holds.hpp"
#include "plan/trailer_values.hpp"

namespace relctl::plan {
namespace {

const Hold* find(const std::vector<Hold>& holds, const std::string& service) {
  const auto found = std::find_if(holds.begin(), holds.end(),
                                  [&](const Hold& each) { return each.service == service; });
  return found == holds.end() ? nullptr : &*found;
}

bool is_named(const Record& record, const std::string& service) {
  return std::any_of(record.services.begin(), record.services.end(),
                     [&](const ServiceRecord& each) { return each.name == service; });
}

/// The holds that the operation made: of its time, and of its versions.
std::vector<Hold> made(const Record& record, const std::vector<Hold>& after) {
  std::vector<Hold> holds;
  const std::string since = write_date({record.time, record.offset});
  for (const ServiceRecord& service : record.services) {
    const Hold* hold = find(after, service.name);
    if (hold == nullptr || hold->version != service.version || hold->since != since) {
      throw Error(ErrorKind::input,
                  fmt::format("it holds {} at {}, which {} does not say", service.name,
                              service.version, holds_path(*record.environment)));
    }
    holds.push_back(*hold);
  }
  // A service whose version was not known is held without one, and not named by the record.
  std::copy_if(after.begin(), after.end(), std::back_inserter(holds), [&](const Hold& hold) {
    return !hold.version && hold.since == since && !is_named(record, hold.service);
  });
  return holds;
}

}  // namespace

void recompute_holds(Draft& draft, const Record& record, const Tree& after) {
  const std::string& operation = record.operation;
  const bool holds_more = operation == "hold" || operation == "rollback";
  if (!record.environment || (!holds_more && operation != "unhold")) return;
  std::vector<Hold> holds = read_holds(draft, *record.environment);
  const std::vector<Hold> left = read_holds(after, *record.environment);
  const std::vector<Hold> added = holds_more ? made(record, left) : std::vector<Hold>{};
  const auto goes = [&](const Hold& hold) {
    if (holds_more) return find(added, hold.service) != nullptr;
    return is_named(record, hold.service) || (!hold.version && find(left, hold.service) == nullptr);
  };
  holds.erase(std::remove_if(holds.begin(), holds.end(), goes), holds.end());
  holds.insert(holds.end(), added.begin(), added.end());
  write_holds(draft, *record.environment, std::move(holds));
}

}  // namespace relctl::plan
