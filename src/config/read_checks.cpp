// SPDX-License-Identifier: MIT
// Which rules manifests are held to, and what is to be passed over.
#include <algorithm>

#include <fmt/format.h>

#include "config/check_ids.hpp"
#include "config/keys.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 2> profile_words = {"baseline", "restricted"};

EnabledCheck read_enabled_check(const Value& entry) {
  if (!entry.is_mapping()) return {entry.one_of(check_ids), {}};
  entry.check_keys(keys::enabled_check);
  EnabledCheck enabled;
  enabled.id = entry.need("check", "name the check: `check: image-digest`").one_of(check_ids);
  if (auto value = entry.find("environments")) enabled.environments = value->lines();
  return enabled;
}

/// A day, such as 2027-01-31.
std::string read_day(const Value& value) {
  const std::string text = value.line();
  const auto is_digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  bool is_day = text.size() == 10;
  for (std::size_t i = 0; is_day && i < text.size(); ++i)
    is_day = i == 4 || i == 7 ? text[i] == '-' : is_digit(i);
  is_day = is_day && text.substr(5, 2) >= "01" && text.substr(5, 2) <= "12" &&
           text.substr(8) >= "01" && text.substr(8) <= "31";
  if (is_day) return text;
  throw value.error(fmt::format("`{}` is no day", value.name()), "write it like 2027-01-31");
}

IgnoredCheck read_ignored_check(const Value& entry) {
  entry.check_keys(keys::ignored_check);
  IgnoredCheck ignored;
  ignored.check = entry.need("check", "name the check: `check: memory-limit`").one_of(check_ids);
  ignored.reason = entry.need("reason", "say why: nobody remembers in a year").line();
  if (auto value = entry.find("object")) ignored.object = value->line();
  if (auto value = entry.find("container")) ignored.container = value->line();
  if (auto value = entry.find("environment")) ignored.environment = value->line();
  if (auto value = entry.find("until")) ignored.until = read_day(*value);
  const Location where = entry.where();
  ignored.line = where.line;
  ignored.column = where.column;
  return ignored;
}

void require_environment(const std::vector<Environment>& environments, const std::string& name,
                         const Value& at) {
  if (find_named(environments, name) != nullptr) return;
  throw at.error(fmt::format("there is no environment `{}`", name), "name one of `environments`");
}

std::vector<EnabledCheck> read_enabled(const Value& list,
                                       const std::vector<Environment>& environments) {
  std::vector<EnabledCheck> enabled;
  for (const Value& item : list.items()) {
    enabled.push_back(read_enabled_check(item));
    for (const std::string& name : enabled.back().environments)
      require_environment(environments, name, item);
  }
  return enabled;
}

}  // namespace

Checks read_checks(const Value& section, const std::vector<Environment>& environments) {
  section.check_keys(keys::checks);
  Checks checks;
  if (auto value = section.find("profile")) checks.profile = value->one_of(profile_words);
  if (auto value = section.find("annotations")) checks.annotations = value->boolean();
  if (auto value = section.find("disable")) {
    for (const Value& item : value->items())
      checks.disable.push_back(item.one_of(check_ids));
  }
  if (auto value = section.find("enable")) checks.enable = read_enabled(*value, environments);
  if (auto value = section.find("ignore")) {
    for (const Value& item : value->items()) {
      checks.ignore.push_back(read_ignored_check(item));
      const auto& environment = checks.ignore.back().environment;
      if (environment) require_environment(environments, *environment, item);
    }
  }
  return checks;
}

}  // namespace relctl::config
