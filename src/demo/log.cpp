// SPDX-License-Identifier: MIT
#include "demo/log.hpp"

#include <chrono>
#include <ostream>

#include <fmt/chrono.h>

namespace relctl::demo {

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
      {"time", now()}, {"level", levels.at(static_cast<std::size_t>(level))}, {"msg", message}};
  line.update(fields);
  // Clients choose some of these bytes: what is not UTF-8 is replaced, not refused.
  const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
  const std::lock_guard lock(mutex_);
  out_ << text << std::flush;
}

}  // namespace relctl::demo
