// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "demo/log.hpp"

namespace relctl::demo {

/// Everything that can be configured. It comes from the environment alone, is checked once at the
/// start, and never changes afterwards.
struct Settings {
  std::string host;
  /// 0: any free port, which the log names.
  std::uint16_t port = 0;
  std::string greeting;
  Level log_level = Level::info;
  /// How long the service reports to be unready, and still serves, after it was told to stop: the
  /// time in which load balancers notice.
  std::chrono::seconds shutdown_grace{};
  /// A pretended warm-up, to watch startup probes with.
  std::chrono::seconds startup_delay{};
  std::string version;
  std::string revision;
  std::size_t body_bytes = 0;
  /// All header fields together.
  std::size_t header_bytes = 0;
  /// How long a client may take over the next bytes of a request or an answer.
  std::chrono::seconds request_time{};
  /// How long a connection may stay open with nothing asked.
  std::chrono::seconds idle_time{};
  std::size_t items = 0;
  /// Connections served at once; others wait.
  std::size_t workers = 0;
};

/// Looks up a variable of the environment.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// Throws Error(usage) that names every variable with a value that cannot be used. A variable that
/// is empty counts as absent, since manifests often pass empty ones.
Settings read_settings(const Environment& environment);

/// One line for each variable: name, default and meaning.
std::string describe_settings();

}  // namespace relctl::demo
