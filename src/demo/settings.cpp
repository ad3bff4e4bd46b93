// SPDX-License-Identifier: MIT
#include "demo/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/error.hpp"

namespace relctl::demo {
namespace {

constexpr std::size_t longest_text = 200;

struct Variable {
  std::string name;
  std::string standard;
  std::string meaning;
  /// What a value must be.
  std::string expected;
  /// Takes the value, or says that it cannot be used.
  std::function<bool(Settings&, const std::string& value)> take;
};

bool take_address(Settings& to, const std::string& value) {
  std::array<unsigned char, sizeof(in6_addr)> parsed{};
  to.host = value;
  return inet_pton(AF_INET, value.c_str(), parsed.data()) == 1 ||
         inet_pton(AF_INET6, value.c_str(), parsed.data()) == 1;
}

bool take_level(Settings& to, const std::string& value) {
  const auto* found = std::find(levels.begin(), levels.end(), value);
  to.log_level = static_cast<Level>(found - levels.begin());
  return found != levels.end();
}

bool is_plain_text(const std::string& value) {
  const auto is_control = [](unsigned char byte) { return byte < 0x20 || byte == 0x7f; };
  // What is not UTF-8 is replaced by the one handler, and left out by the other.
  using Handler = Json::error_handler_t;
  const Json json(value);
  return value.size() <= longest_text && std::none_of(value.begin(), value.end(), is_control) &&
         json.dump(-1, ' ', false, Handler::replace) == json.dump(-1, ' ', false, Handler::ignore);
}

Variable text(std::string name, std::string_view standard, std::string meaning,
              std::string Settings::*to) {
  return {std::move(name), std::string(standard), std::move(meaning),
          fmt::format("UTF-8 text without control characters, at most {} bytes", longest_text),
          [to](Settings& settings, const std::string& value) {
            settings.*to = value;
            return is_plain_text(value);
          }};
}

template <typename Number>
Variable number(std::string name, std::string standard, std::string meaning, Number Settings::*to,
                std::uint64_t least, std::uint64_t most) {
  return {std::move(name), std::move(standard), std::move(meaning),
          fmt::format("a whole number from {} to {}", least, most),
          [=](Settings& settings, const std::string& value) {
            const auto read = whole_number(value, least, most);
            settings.*to = static_cast<Number>(read.value_or(0));
            return read.has_value();
          }};
}

/// The one list of variables, which reading and help share.
std::vector<Variable> variables() {
  using S = Settings;
  constexpr std::uint64_t mebibyte = 1U << 20U;
  return {
      {"HOST", "0.0.0.0", "the address to listen on",
       "an IPv4 or IPv6 address, such as 0.0.0.0 or ::", take_address},
      number("PORT", "8080", "the port to listen on; 0 takes any free one", &S::port, 0, 65535),
      {"LOG_LEVEL", "info", "debug, info, warning or error; probes are logged as debug",
       "debug, info, warning or error", take_level},
      number("SHUTDOWN_GRACE", "5", "seconds of serving on, unready, after SIGTERM",
             &S::shutdown_grace, 0, 300),
      number("STARTUP_DELAY", "0", "seconds of pretended warm-up, unready", &S::startup_delay, 0,
             300),
      text("GREETING", "Hello from relctl-demo", "what GET / says", &S::greeting),
      text("APP_VERSION", own_version(), "the version that is reported", &S::version),
      text("APP_REVISION", own_revision(), "the commit that is reported", &S::revision),
      number("MAX_BODY_BYTES", "65536", "the longest body of a request", &S::body_bytes, 1,
             16 * mebibyte),
      number("MAX_HEADER_BYTES", "16384", "the longest header fields together", &S::header_bytes,
             1024, mebibyte),
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

std::optional<std::uint64_t> whole_number(const std::string& text, std::uint64_t least,
                                          std::uint64_t most) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc() || stop != end || number < least || number > most) return std::nullopt;
  return number;
}

Settings read_settings() {
  Settings settings;
  std::string wrong;
  for (const Variable& variable : variables()) {
    const char* given = std::getenv(variable.name.c_str());
    const std::string value = given == nullptr || *given == '\0' ? variable.standard : given;
    if (variable.take(settings, value)) continue;
    wrong += fmt::format("{}{} is '{}', but must be {}", wrong.empty() ? "" : "\n", variable.name,
                         printable(value), variable.expected);
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
