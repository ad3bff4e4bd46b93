// SPDX-License-Identifier: MIT
#include "deploy/holds.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "record/trailer_values.hpp"
#include "tree/path.hpp"
#include "yaml/document.hpp"

namespace relctl::deploy {
namespace {

constexpr std::string_view every_service = "*";

Error wrong(const std::string& path, const std::string& fault) {
  return Error(ErrorKind::input, fmt::format("{}: {}", path, fault))
      .at({path, 0, 0, {}})
      .hint("`relctl hold` and `relctl unhold` write this file; `git log` has its last good state");
}

Hold read_hold(const yaml::Node& item, const std::string& path) {
  const auto service = item.text("service");
  const bool is_freeze = service == every_service;
  if (!service || (!is_freeze && !record::read_name(*service))) {
    throw wrong(path, "a hold names no service");
  }
  Hold hold;
  if (!is_freeze) hold.service = *service;
  // Files of the first releases had one hold a service, without an id.
  hold.id = item.text("id").value_or(*service);
  if (!record::read_name(hold.id)) throw wrong(path, "a hold has an id that is no name");
  hold.version = item.text("version");
  hold.reason = item.text("reason");
  hold.until = item.text("until");
  hold.since = item.text("since").value_or("");
  hold.by = item.text("by").value_or("");
  hold.by_rollback = item.text("rollback") == "true";
  if (hold.until && !is_day(*hold.until)) {
    throw wrong(path, fmt::format("the hold {} has no day as `until`", hold.id));
  }
  return hold;
}

std::string line(std::string_view key, const std::optional<std::string>& value) {
  if (!value || value->empty()) return {};
  return fmt::format("    {}: {}\n", key, yaml::quote_if_needed(*value));
}

std::string text_of(const std::string& environment, const std::vector<Hold>& holds) {
  std::string text = fmt::format(
      "# What stays at its version in {}. `relctl hold` and `relctl unhold` write this file.\n"
      "holds:\n",
      environment);
  for (const Hold& hold : holds) {
    const std::string service = hold.service.value_or(std::string(every_service));
    std::string item = hold.id == service ? "" : line("id", hold.id);
    item += line("service", service) + line("version", hold.version) + line("reason", hold.reason) +
            line("until", hold.until) + line("since", hold.since) + line("by", hold.by);
    if (hold.by_rollback) item += "    rollback: true\n";
    item[2] = '-';
    text += item;
  }
  return text;
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// The name alone of "Name <address>".
std::string name_in(const std::string& person) {
  const std::size_t address = person.find(" <");
  return person.substr(0, address);
}

}  // namespace

std::string holds_path(const std::string& environment) {
  return fmt::format(".relctl/holds/{}.yaml", environment);
}

std::vector<Hold> read_holds(const Tree& tree, const std::string& environment) {
  const std::string path = holds_path(environment);
  std::vector<Hold> holds;
  if (!tree.find(path)) return holds;
  const yaml::Stream stream = yaml::parse(read_file(tree, path), path);
  const yaml::Node* list =
      stream.documents.size() == 1 ? stream.documents.front().find("holds") : nullptr;
  if (list == nullptr || list->kind != yaml::Kind::sequence) throw wrong(path, "it has no `holds`");
  for (const yaml::Node& item : list->items)
    holds.push_back(read_hold(item, path));
  return holds;
}

void write_holds(plan::Draft& draft, const std::string& environment, std::vector<Hold> holds) {
  const std::string path = holds_path(environment);
  if (holds.empty()) {
    draft.remove(path);
    return;
  }
  std::stable_sort(holds.begin(), holds.end(),
                   [](const Hold& a, const Hold& b) { return a.service < b.service; });
  draft.write(path, text_of(environment, holds));
}

bool is_expired(const Hold& hold, std::int64_t time) {
  return hold.until && record::day_of({time, 0}) > *hold.until;
}

std::vector<Hold> holds_on(const std::vector<Hold>& holds, std::string_view service,
                           std::int64_t time) {
  std::vector<Hold> found;
  std::copy_if(holds.begin(), holds.end(), std::back_inserter(found), [&](const Hold& hold) {
    return (!hold.service || hold.service == service) && !is_expired(hold, time);
  });
  std::stable_partition(found.begin(), found.end(),
                        [](const Hold& hold) { return hold.service.has_value(); });
  return found;
}

std::string describe(const Hold& hold) {
  std::string text = hold.service ? "held" : "frozen";
  if (hold.version) text += " at " + *hold.version;
  if (!hold.since.empty()) text += " since " + hold.since.substr(0, hold.since.find('T'));
  if (!hold.by.empty()) text += " by " + name_in(hold.by);
  if (hold.until) text += " until " + *hold.until;
  if (hold.reason) text += ": " + *hold.reason;
  return text;
}

std::string describe(const std::vector<Hold>& holds) {
  std::vector<std::string> phrases;
  for (const Hold& hold : holds)
    phrases.push_back(describe(hold));
  return fmt::format("{}", fmt::join(phrases, "; and "));
}

std::string unhold_commands(const std::string& environment, const std::vector<Hold>& all,
                            const std::vector<Hold>& chosen, bool push) {
  std::vector<std::string> commands;
  for (const Hold& hold : chosen) {
    const bool is_alone = std::count_if(all.begin(), all.end(), [&](const Hold& each) {
                            return each.service == hold.service;
                          }) == 1;
    std::string which = " --id " + hold.id;
    if (is_alone) which = hold.service ? " --service " + *hold.service : "";
    commands.push_back(
        fmt::format("`relctl unhold {}{}{}`", environment, which, push ? " --push" : ""));
  }
  return fmt::format("{}", fmt::join(commands, " and "));
}

bool is_day(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-dd";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  const std::chrono::year_month_day day{
      std::chrono::year(number(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2))))};
  return day.ok();
}

}  // namespace relctl::deploy
