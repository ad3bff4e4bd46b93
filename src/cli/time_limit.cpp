// SPDX-License-Identifier: MIT
#include "cli/time_limit.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/error.hpp"
#include "cli/output.hpp"
#include "config/duration.hpp"
#include "report/done.hpp"
#include "report/error.hpp"

namespace relctl::cli {
namespace {

Error too_long(const std::string& what, const std::string& time) {
  return Error(ErrorKind::timeout, fmt::format("{} took longer than {}", what, time))
      .hint("nothing was found out and nothing was changed: give it more time with --timeout");
}

/// Past the streams: the thread that is cut off may be in the middle of using them.
void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto size = ::write(descriptor, text.data(), text.size());
    if (size <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(size));
  }
}

/// Signals are for the thread that does the work: it knows what to do about them.
class WithoutSignals {
 public:
  WithoutSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  WithoutSignals(const WithoutSignals&) = delete;
  WithoutSignals& operator=(const WithoutSignals&) = delete;
  ~WithoutSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

}  // namespace

TimeLimit::TimeLimit(const std::string& what, const Context& context) {
  if (!context.globals.timeout) return;
  const auto time = config::parse_duration(*context.globals.timeout);
  if (!time) throw Error(ErrorKind::usage, "--timeout " + *context.globals.timeout + " is no time");
  const Error error = too_long(what, *context.globals.timeout);
  const nlohmann::ordered_json answer = {{"error", report::to_json(error)}};
  const std::string json = context.globals.json ? report::json_text(answer) : "";
  const std::string text = report::to_text(error, error_style(context));
  const auto deadline = std::chrono::steady_clock::now() + *time;
  const WithoutSignals without_signals;
  watch_ = std::thread([this, json, text, deadline] {
    std::unique_lock lock(mutex_);
    if (over_.wait_until(lock, deadline, [this] { return is_over_; })) return;
    write_all(STDOUT_FILENO, json);
    write_all(STDERR_FILENO, text);
    std::_Exit(exit_code(ErrorKind::timeout));
  });
}

TimeLimit::~TimeLimit() {
  if (!watch_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  over_.notify_one();
  watch_.join();
}

}  // namespace relctl::cli
