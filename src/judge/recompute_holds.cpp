// SPDX-License-Identifier: MIT
#include "judge/recompute_holds.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/error.hpp"
#include "record/trailer_values.hpp"

namespace relctl::judge {
namespace {

bool adds(const record::Record& record) {
  return record.operation == "hold" || record.operation == "rollback";
}

const record::ServiceRecord* named_in(const record::Record& record, const deploy::Hold& hold) {
  const auto found =
      std::find_if(record.services.begin(), record.services.end(),
                   [&](const record::ServiceRecord& each) { return each.name == hold.service; });
  return found == record.services.end() ? nullptr : &*found;
}

bool has_id(const record::Record& record, const deploy::Hold& hold) {
  return std::find(record.holds.begin(), record.holds.end(), hold.id) != record.holds.end();
}

/// Holds of the first releases have no id but their service's name, and no record names them.
bool is_of_first_form(const record::Record& record, const deploy::Hold& hold) {
  return record.holds.empty() && hold.id == hold.service;
}

/// True where the hold in `after` is one that the operation made: of its time, and of its versions.
bool is_made_by(const record::Record& record, const deploy::Hold& hold) {
  if (hold.since != record::write_date({record.time, record.offset})) return false;
  const record::ServiceRecord* service = named_in(record, hold);
  if (service != nullptr && hold.version && hold.version != service->version) return false;
  if (has_id(record, hold)) return true;
  // A service whose version was not known is held without one, and not named by the record.
  return is_of_first_form(record, hold) && (service != nullptr || !hold.version);
}

std::vector<deploy::Hold> made(const record::Record& record,
                               const std::vector<deploy::Hold>& after) {
  std::vector<deploy::Hold> holds;
  std::copy_if(after.begin(), after.end(), std::back_inserter(holds),
               [&](const deploy::Hold& hold) { return is_made_by(record, hold); });
  const std::size_t named = record.holds.empty() ? record.services.size() : record.holds.size();
  const auto is_lacking = [&](const record::ServiceRecord& service) {
    return record.holds.empty() && std::none_of(holds.begin(), holds.end(), [&](const auto& hold) {
             return hold.service == service.name;
           });
  };
  if (holds.size() < named ||
      std::any_of(record.services.begin(), record.services.end(), is_lacking)) {
    throw Error(ErrorKind::input, fmt::format("it adds holds that {} does not have",
                                              deploy::holds_path(*record.environment)));
  }
  return holds;
}

}  // namespace

bool takes_away(const record::Record& record, const deploy::Hold& hold) {
  const bool is_unhold = record.operation == "unhold";
  if (!adds(record) && !is_unhold) return false;
  const bool is_named = named_in(record, hold) != nullptr;
  if (is_of_first_form(record, hold)) return is_named || (is_unhold && !hold.version);
  if (is_unhold) return has_id(record, hold);
  return record.operation == "rollback" && hold.by_rollback && is_named;
}

void recompute_holds(plan::Draft& draft, const record::Record& record, const Tree& after) {
  if (!record.environment || (!adds(record) && record.operation != "unhold")) return;
  std::vector<deploy::Hold> holds = deploy::read_holds(draft, *record.environment);
  const std::vector<deploy::Hold> left = deploy::read_holds(after, *record.environment);
  const std::vector<deploy::Hold> added =
      adds(record) ? made(record, left) : std::vector<deploy::Hold>{};
  const auto goes = [&](const deploy::Hold& hold) {
    const bool is_untold = !hold.version && named_in(record, hold) == nullptr;
    if (is_untold && std::find(left.begin(), left.end(), hold) != left.end()) return false;
    const bool is_replaced = is_of_first_form(record, hold) &&
                             std::any_of(added.begin(), added.end(), [&](const auto& each) {
                               return each.service == hold.service;
                             });
    return takes_away(record, hold) || is_replaced;
  };
  holds.erase(std::remove_if(holds.begin(), holds.end(), goes), holds.end());
  for (const deploy::Hold& hold : added) {
    if (std::find(holds.begin(), holds.end(), hold) == holds.end()) holds.push_back(hold);
  }
  deploy::write_holds(draft, *record.environment, std::move(holds));
}

}  // namespace relctl::judge
