// SPDX-License-Identifier: MIT
#include "demo/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/error.hpp"

namespace relctl::demo {
namespace {

constexpr std::size_t longest_text = 200;

/// Thrown for a value that cannot be used.
struct Unfit {
  std::string expected;
};

struct Variable {
  std::string name;
  std::string standard;
  std::string meaning;
  /// Takes the value, or throws Unfit.
  std::function<void(Settings&, const std::string& value)> take;
};

std::uint64_t whole_number(const std::string& value, std::uint64_t least, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, failure] = std::from_chars(value.data(), end, number);
  if (failure != std::errc() || stop != end || number < least || number > most) {
    throw Unfit{fmt::format("a whole number from {} to {}", least, most)};
  }
  return number;
}

std::string address(const std::string& value) {
  std::array<unsigned char, sizeof(in6_addr)> parsed{};
  if (inet_pton(AF_INET, value.c_str(), parsed.data()) != 1 &&
      inet_pton(AF_INET6, value.c_str(), parsed.data()) != 1) {
    throw Unfit{"an IPv4 or IPv6 address, such as 0.0.0.0 or ::"};
  }
  return value;
}

Level level(const std::string& value) {
  if (const auto named = level_named(value)) return *named;
  throw Unfit{"debug, info, warning or error"};
}

bool is_plain_text(const std::string& value) {
  const bool has_control = std::any_of(
      value.begin(), value.end(), [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; });
  try {
    // JSON text is valid UTF-8 by definition, and its writer checks that.
    return !has_control && !Json(value).dump().empty();
  } catch (const Json::type_error&) {
    return false;
  }
}

Variable text(std::string name, std::string standard, std::string meaning,
              std::string Settings::*to) {
  return {std::move(name), std::move(standard), std::move(meaning),
          [to](Settings& settings, const std::string& value) {
            if (value.size() > longest_text || !is_plain_text(value)) {
              throw Unfit{fmt::format("UTF-8 text without control characters, at most {} bytes",
                                      longest_text)};
            }
            settings.*to = value;
          }};
}

template <typename Number>
Variable number(std::string name, std::string standard, std::string meaning, Number Settings::*to,
                std::uint64_t least, std::uint64_t most) {
  return {std::move(name), std::move(standard), std::move(meaning),
          [=](Settings& settings, const std::string& value) {
            settings.*to = static_cast<Number>(whole_number(value, least, most));
          }};
}

/// The one list of variables, which reading and help share.
std::vector<Variable> variables() {
  using S = Settings;
  return {
      {"HOST", "0.0.0.0", "the address to listen on",
       [](S& to, const std::string& value) { to.host = address(value); }},
      number("PORT", "8080", "the port to listen on; 0 takes any free one", &S::port, 0, 65535),
      {"LOG_LEVEL", "info", "debug, info, warning or error; probes are logged as debug",
       [](S& to, const std::string& value) { to.log_level = level(value); }},
      number("SHUTDOWN_GRACE", "5", "seconds of serving on, unready, after SIGTERM",
             &S::shutdown_grace, 0, 300),
      number("STARTUP_DELAY", "0", "seconds of pretended warm-up, unready", &S::startup_delay, 0,
             300),
      text("GREETING", "Hello from relctl-demo", "what GET / says", &S::greeting),
      text("APP_VERSION", std::string(own_version()), "the version that is reported", &S::version),
      text("APP_REVISION", std::string(own_revision()), "the commit that is reported",
           &S::revision),
      number("MAX_BODY_BYTES", "65536", "the longest body of a request", &S::body_bytes, 1,
             std::uint64_t{16} << 20U),
      number("MAX_HEADER_BYTES", "16384", "the longest header fields together", &S::header_bytes,
             1024, std::uint64_t{1} << 20U),
      number("REQUEST_TIMEOUT", "10", "seconds that a client may take over the next bytes",
             &S::request_time, 1, 300),
      number("IDLE_TIMEOUT", "5", "seconds that an unused connection stays open", &S::idle_time, 1,
             300),
      number("MAX_ITEMS", "1000", "how many items are kept", &S::items, 1, 1000000),
      number("WORKERS", "32", "connections served at once", &S::workers, 1, 1024),
  };
}

/// For messages: whatever the value has, the terminal gets printable ASCII.
std::string printable(std::string value) {
  std::replace_if(
      value.begin(), value.end(), [](char c) { return c < 0x20 || c > 0x7e; }, '?');
  return value.substr(0, longest_text);
}

}  // namespace

Settings read_settings(const Environment& environment) {
  Settings settings;
  std::string wrong;
  for (const Variable& variable : variables()) {
    const auto given = environment(variable.name).value_or("");
    try {
      variable.take(settings, given.empty() ? variable.standard : given);
    } catch (const Unfit& unfit) {
      wrong += fmt::format("{}{} is '{}', but must be {}", wrong.empty() ? "" : "\n", variable.name,
                           printable(given), unfit.expected);
    }
  }
  if (!wrong.empty()) throw Error(ErrorKind::usage, wrong);
  return settings;
}

std::string describe_settings() {
  std::string described;
  for (const Variable& variable : variables()) {
    described += fmt::format("  {:17} {} (default: {})\n", variable.name, variable.meaning,
                             variable.standard);
  }
  return described;
}

}  // namespace relctl::demo
