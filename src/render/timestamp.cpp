// SPDX-License-Identifier: MIT
#include "render/timestamp.hpp"

#include <optional>

#include <fmt/format.h>

#include "render/texts.hpp"

namespace relctl::render {
namespace {

struct Time {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::string fraction;  // digits, without trailing zeros
  std::string zone = "Z";
};

/// Reads a timestamp from left to right.
class TimestampReader {
 public:
  explicit TimestampReader(std::string_view text) : text_(text) {}

  std::optional<Time> read() {
    Time time;
    if (!number(4, 4, 0, 9999, time.year) || !take('-') || !number(1, 2, 1, 12, time.month) ||
        !take('-') || !number(1, 2, 1, 31, time.day) || time.day > days(time)) {
      return std::nullopt;
    }
    if (text_.empty()) return time;
    const bool zoned = take('T') || take('t');
    if (!zoned && !take(' ')) return std::nullopt;
    if (!clock(time) || (zoned && !zone(time)) || !text_.empty()) return std::nullopt;
    return time;
  }

 private:
  bool take(char wanted) {
    if (text_.empty() || text_[0] != wanted) return false;
    text_.remove_prefix(1);
    return true;
  }

  bool number(std::size_t least, std::size_t most, int low, int high, int& value) {
    std::size_t count = 0;
    value = 0;
    while (count < most && count < text_.size() && is_digit(text_[count]))
      value = value * 10 + (text_[count++] - '0');
    text_.remove_prefix(count);
    return count >= least && value >= low && value <= high;
  }

  bool clock(Time& time) {
    if (!number(1, 2, 0, 23, time.hour) || !take(':') || !number(1, 2, 0, 59, time.minute) ||
        !take(':') || !number(1, 2, 0, 59, time.second)) {
      return false;
    }
    if (text_.size() > 1 && (text_[0] == '.' || text_[0] == ',') && is_digit(text_[1])) {
      text_.remove_prefix(1);
      while (!text_.empty() && is_digit(text_[0])) {
        if (time.fraction.size() < 9) time.fraction += text_[0];
        text_.remove_prefix(1);
      }
      while (time.fraction.ends_with('0'))
        time.fraction.pop_back();
    }
    return true;
  }

  bool zone(Time& time) {
    if (take('Z')) return true;
    const char sign = text_.empty() ? ' ' : text_[0];
    int hours = 0;
    int minutes = 0;
    if ((!take('+') && !take('-')) || !number(2, 2, 0, 24, hours) || !take(':') ||
        !number(2, 2, 0, 60, minutes)) {
      return false;
    }
    if (hours != 0 || minutes != 0) time.zone = fmt::format("{}{:02}:{:02}", sign, hours, minutes);
    return true;
  }

  static int days(const Time& time) {
    const bool leap = time.year % 4 == 0 && (time.year % 100 != 0 || time.year % 400 == 0);
    if (time.month == 2) return leap ? 29 : 28;
    return time.month == 4 || time.month == 6 || time.month == 9 || time.month == 11 ? 30 : 31;
  }

  std::string_view text_;
};

}  // namespace

bool is_timestamp(std::string_view text) {
  return text.size() >= 8 && text[4] == '-' && TimestampReader(text).read().has_value();
}

std::string rfc3339(std::string_view text) {
  const Time time = TimestampReader(text).read().value_or(Time{});
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{}{}", time.year, time.month, time.day,
                     time.hour, time.minute, time.second, time.fraction.empty() ? "" : ".",
                     time.fraction, time.zone);
}

}  // namespace relctl::render
