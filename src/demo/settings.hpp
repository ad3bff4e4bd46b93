// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "demo/log.hpp"

namespace relctl::demo {

/// Everything that can be configured. It comes from the environment alone, is checked once at the
/// start, and never changes afterwards. What each means is said where its variable is named.
struct Settings {
  std::string host;
  std::uint16_t port = 0;
  std::string greeting;
  Level log_level = Level::info;
  std::chrono::seconds shutdown_grace{};
  std::chrono::seconds startup_delay{};
  std::string version;
  std::string revision;
  std::size_t body_bytes = 0;
  std::size_t header_bytes = 0;
  std::chrono::seconds request_time{};
  std::chrono::seconds idle_time{};
  std::size_t items = 0;
  std::size_t workers = 0;
};

/// The number that `text` is: decimal digits alone, from `least` to `most`.
std::optional<std::uint64_t> whole_number(const std::string& text, std::uint64_t least,
                                          std::uint64_t most);

/// Reads the environment. Throws Error(usage) that names every variable with a value that cannot be
/// used. A variable that is empty counts as absent, since manifests often pass empty ones.
Settings read_settings();

/// One line for each variable: name, default and meaning.
std::string describe_settings();

}  // namespace relctl::demo
