// SPDX-License-Identifier: MIT
#include "demo/log.hpp"

#include <array>
#include <ostream>

#include "demo/clock.hpp"

namespace relctl::demo {
namespace {

constexpr std::array<std::string_view, 4> names = {"debug", "info", "warning", "error"};

}  // namespace

std::optional<Level> level_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names.at(i) == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::string to_string(Level level) {
  return std::string(names.at(static_cast<std::size_t>(level)));
}

void Log::write(Level level, std::string_view message, const Json& fields) {
  if (level < least_) return;
  Json line = {{"time", now()}, {"level", to_string(level)}, {"msg", message}};
  line.update(fields);
  // Clients choose some of these bytes: what is not UTF-8 is replaced, not refused.
  const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  const std::lock_guard lock(mutex_);
  out_ << text << std::flush;
}

}  // namespace relctl::demo
