// SPDX-License-Identifier: MIT
#include "demo/settings.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "base/build_info.hpp"
#include "base/error.hpp"
#include "demo/text.hpp"

namespace relctl::demo {
namespace {

constexpr std::size_t longest_text = 200;

/// Thrown for a value that cannot be used.
struct Unfit {
  std::string expected;
};

/// Takes one variable's value, or throws Unfit.
using Take = std::function<void(Settings&, const std::string& value)>;

struct Variable {
  std::string name;
  std::string standard;
  std::string meaning;
  Take take;
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

std::string text(const std::string& value) {
  if (value.size() > longest_text || !is_plain_text(value)) {
    throw Unfit{
        fmt::format("UTF-8 text without control characters, at most {} bytes", longest_text)};
  }
  return value;
}

Take size(std::size_t Limits::*member, std::uint64_t least, std::uint64_t most) {
  return [=](Settings& settings, const std::string& value) {
    settings.limits.*member = whole_number(value, least, most);
  };
}

template <typename Owner>
Take seconds(Owner owner, std::uint64_t least, std::uint64_t most) {
  return [=](Settings& settings, const std::string& value) {
    owner(settings) = std::chrono::seconds(whole_number(value, least, most));
  };
}

std::vector<Variable> identity() {
  return {
      {"GREETING", "Hello from relctl-demo", "what GET / says",
       [](Settings& to, const std::string& value) { to.greeting = text(value); }},
      {"APP_VERSION", std::string(own_version()), "the version that is reported",
       [](Settings& to, const std::string& value) { to.version = text(value); }},
      {"APP_REVISION", std::string(own_revision()), "the commit that is reported",
       [](Settings& to, const std::string& value) { to.revision = text(value); }},
  };
}

std::vector<Variable> running() {
  return {
      {"HOST", "0.0.0.0", "the address to listen on",
       [](Settings& to, const std::string& value) { to.host = address(value); }},
      {"PORT", "8080", "the port to listen on; 0 takes any free one",
       [](Settings& to, const std::string& value) {
         to.port = static_cast<std::uint16_t>(whole_number(value, 0, 65535));
       }},
      {"LOG_LEVEL", "info", "debug, info, warning or error; probes are logged as debug",
       [](Settings& to, const std::string& value) {
         const auto level = level_named(value);
         if (!level) throw Unfit{"debug, info, warning or error"};
         to.log_level = *level;
       }},
      {"SHUTDOWN_GRACE", "5", "seconds of serving on, unready, after SIGTERM",
       seconds(
           [](Settings & to) -> auto& { return to.shutdown_grace; }, 0, 300)},
      {"STARTUP_DELAY", "0", "seconds of pretended warm-up, unready",
       seconds(
           [](Settings & to) -> auto& { return to.startup_delay; }, 0, 300)},
  };
}

std::vector<Variable> limits() {
  return {
      {"MAX_BODY_BYTES", "65536", "the longest body of a request",
       size(&Limits::body_bytes, 1, std::uint64_t{16} << 20U)},
      {"MAX_HEADER_BYTES", "16384", "the longest request line and header fields together",
       size(&Limits::header_bytes, 1024, std::uint64_t{1} << 20U)},
      {"REQUEST_TIMEOUT", "10", "seconds in which a request must have arrived",
       seconds(
           [](Settings & to) -> auto& { return to.limits.request_time; }, 1, 300)},
      {"IDLE_TIMEOUT", "5", "seconds that an unused connection stays open",
       seconds(
           [](Settings & to) -> auto& { return to.limits.idle_time; }, 1, 300)},
      {"MAX_ITEMS", "1000", "how many items are kept", size(&Limits::items, 1, 1000000)},
      {"WORKERS", "32", "connections served at once", size(&Limits::workers, 1, 1024)},
  };
}

/// The one list of variables, which reading and help share.
std::vector<Variable> variables() {
  std::vector<Variable> all = running();
  for (auto& variable : identity())
    all.push_back(std::move(variable));
  for (auto& variable : limits())
    all.push_back(std::move(variable));
  return all;
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
