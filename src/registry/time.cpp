// SPDX-License-Identifier: MIT
#include "registry/time.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace relctl::registry {
namespace {

/// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  int number = 0;
  if (text.size() < digits || text.front() == '-') return std::nullopt;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + digits, number);
  if (fault != std::errc() || end != text.data() + digits) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes `HH:MM`.
std::optional<std::chrono::minutes> take_minutes(std::string_view& text) {
  const auto hours = take_number(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

std::optional<std::chrono::minutes> take_zone(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return std::chrono::minutes(0);
  const bool is_west = text.starts_with('-');
  if (!is_west && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const auto offset = take_minutes(text);
  if (!offset) return std::nullopt;
  return is_west ? -*offset : *offset;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_time(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !(take(text, 'T') || take(text, 't') || take(text, ' '))) return std::nullopt;
  const auto minutes = take_minutes(text);
  if (!minutes || !take(text, ':')) return std::nullopt;
  const auto seconds = take_number(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  if (take(text, '.')) {
    if (text.find_first_not_of("0123456789") == 0) return std::nullopt;
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
  }
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return *date + *minutes + std::chrono::seconds(*seconds) - *zone;
}

std::string time_text(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time - day).count();
  constexpr long hour = 60;
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     minutes / hour, minutes % hour);
}

std::string age_text(std::chrono::seconds age) {
  const auto hours = std::chrono::floor<std::chrono::hours>(age).count();
  constexpr long day = 24;
  if (hours % day == 0) return fmt::format("{} days", hours / day);
  return fmt::format("{} hours", hours);
}

}  // namespace relctl::registry
