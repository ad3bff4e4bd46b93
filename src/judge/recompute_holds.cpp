// SPDX-License-Identifier: MIT
#include "judge/recompute_holds.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "record/trailer_values.hpp"

namespace relctl::judge {
namespace {

const deploy::Hold* find(const std::vector<deploy::Hold>& holds, const std::string& service) {
  const auto found = std::find_if(holds.begin(), holds.end(), [&](const deploy::Hold& each) {
    return each.service == service;
  });
  return found == holds.end() ? nullptr : &*found;
}

bool is_named(const record::Record& record, const std::string& service) {
  return std::any_of(record.services.begin(), record.services.end(),
                     [&](const record::ServiceRecord& each) { return each.name == service; });
}

/// The holds that the operation made: of its time, and of its versions.
std::vector<deploy::Hold> made(const record::Record& record,
                               const std::vector<deploy::Hold>& after) {
  std::vector<deploy::Hold> holds;
  const std::string since = record::write_date({record.time, record.offset});
  for (const record::ServiceRecord& service : record.services) {
    const deploy::Hold* hold = find(after, service.name);
    if (hold == nullptr || hold->version != service.version || hold->since != since) {
      throw Error(ErrorKind::input,
                  fmt::format("it holds {} at {}, which {} does not say", service.name,
                              service.version, deploy::holds_path(*record.environment)));
    }
    holds.push_back(*hold);
  }
  // A service whose version was not known is held without one, and not named by the record.
  std::copy_if(after.begin(), after.end(), std::back_inserter(holds),
               [&](const deploy::Hold& hold) {
                 return !hold.version && hold.since == since && !is_named(record, hold.service);
               });
  return holds;
}

}  // namespace

void recompute_holds(plan::Draft& draft, const record::Record& record, const Tree& after) {
  const std::string& operation = record.operation;
  const bool holds_more = operation == "hold" || operation == "rollback";
  if (!record.environment || (!holds_more && operation != "unhold")) return;
  std::vector<deploy::Hold> holds = deploy::read_holds(draft, *record.environment);
  const std::vector<deploy::Hold> left = deploy::read_holds(after, *record.environment);
  const std::vector<deploy::Hold> added =
      holds_more ? made(record, left) : std::vector<deploy::Hold>{};
  const auto goes = [&](const deploy::Hold& hold) {
    if (holds_more) return find(added, hold.service) != nullptr;
    return is_named(record, hold.service) || (!hold.version && find(left, hold.service) == nullptr);
  };
  holds.erase(std::remove_if(holds.begin(), holds.end(), goes), holds.end());
  holds.insert(holds.end(), added.begin(), added.end());
  deploy::write_holds(draft, *record.environment, std::move(holds));
}

}  // namespace relctl::judge
