// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace relctl::demo {

/// JSON whose members keep the order in which they were written.
using Json = nlohmann::ordered_json;

enum class Level { debug, info, warning, error };

/// The names of the levels, in their order.
constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warning", "error"};

/// The time as RFC 3339 writes it, in UTC, with milliseconds.
std::string now();

/// Writes one JSON object a line: time, level, msg, and the fields given. Any thread may write.
class Log {
 public:
  Log(std::ostream& out, Level least) : out_(out), least_(least) {}

  void write(Level level, std::string_view message, const Json& fields = Json::object());

 private:
  std::ostream& out_;
  Level least_;
  std::mutex mutex_;
};

}  // namespace relctl::demo
