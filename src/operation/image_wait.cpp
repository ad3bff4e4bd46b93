// SPDX-License-Identifier: MIT
#include "operation/image_wait.hpp"

#include <algorithm>
#include <ostream>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"

namespace relctl::operation {
namespace {

using std::chrono::seconds;
using WaitClock = std::chrono::steady_clock;

constexpr seconds first_pause{1};
constexpr seconds longest_pause{30};

/// Says what is waited for, once for each thing that is.
class Announcer {
 public:
  explicit Announcer(const cli::Context& context) : context_(context) {}

  void tell(const registry::Examination& examination, WaitClock::duration left) {
    std::string words = fmt::format("{} ({})", registry::reference_of(examination),
                                    registry::faults_of(examination));
    if (context_.globals.quiet || words == last_) return;
    const auto most = std::chrono::ceil<seconds>(left).count();
    context_.err << fmt::format("waiting at most {} s for {}\n", most, words) << std::flush;
    last_ = std::move(words);
  }

 private:
  const cli::Context& context_;
  std::string last_;
};

Error time_is_over(const registry::Examination& examination) {
  return Error(ErrorKind::timeout,
               fmt::format("waited in vain for {} ({})", registry::reference_of(examination),
                           registry::faults_of(examination)))
      .hint("look at the build that pushes and signs it; the same command may be run again");
}

}  // namespace

registry::Examination look_until_good(const std::function<registry::Examination()>& look,
                                      const cli::Context& context,
                                      const std::function<void(WaitClock::duration)>& sleep) {
  Announcer announcer(context);
  seconds pause = first_pause;
  while (true) {
    registry::Examination examination = look();
    const bool is_decided =
        registry::is_good(examination) || !registry::may_become_good(examination);
    if (is_decided || !context.wait_until) return examination;
    const WaitClock::duration left = *context.wait_until - WaitClock::now();
    if (left <= WaitClock::duration::zero()) throw time_is_over(examination);
    announcer.tell(examination, left);
    const WaitClock::duration asked = examination.retry_after.value_or(pause);
    const auto rest = std::min(std::max(asked, WaitClock::duration(first_pause)), left);
    sleep ? sleep(rest) : std::this_thread::sleep_for(rest);
    pause = std::min(pause * 2, longest_pause);
  }
}

}  // namespace relctl::operation
