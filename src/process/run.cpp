// SPDX-License-Identifier: MIT
#include "process/run.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <utility>

#include <poll.h>
#include <unistd.h>

#include "process/signals.hpp"
#include "process/terminal.hpp"

namespace relctl::process {

namespace {

constexpr auto grace = std::chrono::seconds(2);
// How often the end is looked for where the kernel cannot announce it.
constexpr auto tick = std::chrono::milliseconds(20);
// More than a pipe holds: what the leader wrote before its end is read in one go, and a process
// that outlives it and writes without end is not followed.
constexpr std::size_t most_at_once = std::size_t{1} << 20;

/// The conversation with one child: all its streams, signals and the clock, in one poll() loop.
class Exchange {
 public:
  explicit Exchange(const Command& command)
      : command_(command),
        child_(command, {input_.theirs.number(), out_.theirs.number(), error_.theirs.number()},
               mask_before_) {
    input_.theirs.close();
    out_.theirs.close();
    error_.theirs.close();
    send();
  }

  Output finish() {
    while (!is_over()) {
      step();
    }
    if (kill_at_ || command_.ends_group) child_.signal(SIGKILL);
    output_.status = child_.wait();
    // Typed at a terminal that was lent, Ctrl-C reaches the program alone.
    if (loan_.is_given() && output_.status == 128 + SIGINT) signals_.note(SIGINT);
    return std::move(output_);
  }

 private:
  [[nodiscard]] bool is_over() const {
    if (!ended_) return false;
    const bool heard_all = !out_.ours.is_open() && !error_.ours.is_open();
    return heard_all || !kill_at_ || killed_;
  }

  void step() {
    wait();
    // Asked before the last reading: all that the leader wrote is in the pipes then.
    ended_ = ended_ || child_.has_ended();
    send();
    receive(out_.ours, output_.out);
    receive(error_.ours, output_.err);
    watch_size();
    while (const auto number = signals_.take()) {
      child_.signal(*number);
      if (!kill_at_) kill_at_ = Clock::now() + grace;
    }
    watch_clock();
  }

  void wait() {
    std::array<pollfd, 5> watched{{{input_.ours.number(), POLLOUT, 0},
                                   {out_.ours.number(), POLLIN, 0},
                                   {error_.ours.number(), POLLIN, 0},
                                   {signals_.descriptor(), POLLIN, 0},
                                   {ended_ ? -1 : child_.end_descriptor(), POLLIN, 0}}};
    // An interruption only means an earlier look.
    ::poll(watched.data(), watched.size(), patience());
  }

  [[nodiscard]] std::optional<Clock::time_point> next_act() const {
    if (kill_at_) return killed_ ? std::nullopt : kill_at_;
    return command_.deadline;
  }

  [[nodiscard]] int patience() const {
    using std::chrono::milliseconds;
    std::optional<milliseconds> rest;
    if (const auto act = next_act()) {
      const auto left = std::chrono::ceil<milliseconds>(*act - Clock::now());
      rest = std::clamp(left, milliseconds(0), milliseconds(std::chrono::hours(1)));
    }
    if (child_.end_descriptor() < 0) rest = std::min(rest.value_or(tick), milliseconds(tick));
    return rest ? static_cast<int>(rest->count()) : -1;
  }

  void watch_clock() {
    const auto act = next_act();
    if (!act || Clock::now() < *act || is_over()) return;
    if (kill_at_) {
      child_.signal(SIGKILL);
      killed_ = true;
      return;
    }
    output_.timed_out = true;
    child_.signal(SIGTERM);
    child_.signal(SIGCONT);  // a stopped program would not hear it
    kill_at_ = Clock::now() + grace;
  }

  void watch_size() {
    if (!command_.output_limit || output_.too_long) return;
    if (output_.out.size() + output_.err.size() <= *command_.output_limit) return;
    output_.too_long = true;
    child_.signal(SIGKILL);
    kill_at_ = Clock::now();
    killed_ = true;
  }

  void send() {
    while (input_.ours.is_open() && sent_ < command_.input.size()) {
      const auto size = ::write(input_.ours.number(), command_.input.data() + sent_,
                                command_.input.size() - sent_);
      if (size >= 0) {
        sent_ += static_cast<std::size_t>(size);
      } else if (errno == EAGAIN) {
        return;
      } else if (errno != EINTR) {
        break;  // it does not want the rest
      }
    }
    input_.ours.close();
  }

  static void receive(Descriptor& from, std::string& all) {
    std::array<char, 16384> block;  // leaves room on a stack of 64 KiB
    std::size_t total = 0;
    while (from.is_open() && total < most_at_once) {
      const auto size = ::read(from.number(), block.data(), block.size());
      if (size > 0) {
        const std::string_view bytes(block.data(), static_cast<std::size_t>(size));
        total += bytes.size();
        all += bytes;
      } else if (size < 0 && errno == EAGAIN) {
        return;
      } else if (size == 0 || errno != EINTR) {
        from.close();
      }
    }
  }

  const Command& command_;
  WithoutSigpipe without_sigpipe_;
  sigset_t mask_before_ = without_sigpipe_.mask_before();
  HeldSignals signals_;
  Channel input_ = channel_to_child();
  Channel out_ = channel_from_child();
  Channel error_ = channel_from_child();
  Child child_;
  TerminalLoan loan_ = command_.terminal ? TerminalLoan(child_.id()) : TerminalLoan();
  Output output_;
  std::size_t sent_ = 0;
  std::optional<Clock::time_point> kill_at_;
  bool killed_ = false;
  bool ended_ = false;
};

}  // namespace

Output run(const Command& command) {
  return Exchange(command).finish();
}

}  // namespace relctl::process
