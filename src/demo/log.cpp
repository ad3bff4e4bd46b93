// SPDX-License-Identifier: MIT
#include "demo/log.hpp"

#include <array>
#include <chrono>
#include <ostream>

#include <fmt/chrono.h>

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

std::string now() {
  using std::chrono::milliseconds;
  const auto since =
      std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  const std::time_t seconds = since.count() / 1000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), since.count() % 1000);
}

void Log::write(Level level, std::string_view message, const Json& fields) {
  if (level < least_) return;
  Json line = {
      {"time", now()}, {"level", names.at(static_cast<std::size_t>(level))}, {"msg", message}};
  line.update(fields);
  // Clients choose some of these bytes: what is not UTF-8 is replaced, not refused.
  const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  const std::lock_guard lock(mutex_);
  out_ << text << std::flush;
}

}  // namespace relctl::demo
