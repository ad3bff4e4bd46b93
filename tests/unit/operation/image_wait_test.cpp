// SPDX-License-Identifier: MIT
#include "operation/image_wait.hpp"

#include <iostream>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace relctl;
using namespace std::chrono_literals;
using registry::Examination;
using Duration = std::chrono::steady_clock::duration;

namespace {

Examination seen(const std::vector<registry::Rule>& rules) {
  Examination examination;
  examination.name = "example.org/acme/app";
  examination.reference = "1.0.0";
  examination.rules = rules;
  return examination;
}

const registry::Rule absent{"image-exists", false, "the registry does not have it", true};
const registry::Rule unsigned_yet{"image-signed", false, "there is no signature of it", true};
const registry::Rule severe{"image-scanned", false, "the scan found 1", false};
const registry::Rule good{"image-exists", true, "sha256:0", false};

/// A run that waits for `patience`; what it looked at, in turn, and how long it paused.
struct Wait {
  explicit Wait(Duration patience) {
    context.wait_until = std::chrono::steady_clock::now() + patience;
  }

  Examination look_at(const std::vector<Examination>& views) {
    std::size_t next = 0;
    return operation::look_until_good([&] { return views.at(next++); }, context,
                                      [&](Duration pause) { pauses.push_back(pause); });
  }

  std::ostringstream words;
  cli::Context context{std::cin, std::cout, words};
  std::vector<Duration> pauses;
};

}  // namespace

TEST_CASE("without --wait an image is looked at once") {
  Wait wait(1h);
  wait.context.wait_until.reset();
  CHECK_FALSE(registry::is_good(wait.look_at({seen({absent})})));
  CHECK(wait.pauses.empty());
}

TEST_CASE("what may come is looked at again ever less often, and told once for each thing") {
  Wait wait(1h);
  const Examination found =
      wait.look_at({seen({absent}), seen({absent}), seen({absent}), seen({absent}), seen({absent}),
                    seen({absent}), seen({absent}), seen({good, unsigned_yet}), seen({good})});
  CHECK(registry::is_good(found));
  CHECK(wait.pauses == std::vector<Duration>{1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s});
  CHECK(
      wait.words.str() ==
      "waiting at most 3600 s for example.org/acme/app:1.0.0 (image-exists: the registry does not "
      "have it)\n"
      "waiting at most 3600 s for example.org/acme/app:1.0.0 (image-signed: there is no signature "
      "of "
      "it)\n");
}

TEST_CASE("what is there and wrong is not waited for") {
  Wait wait(1h);
  CHECK_FALSE(registry::is_good(wait.look_at({seen({good, unsigned_yet, severe})})));
  CHECK(wait.pauses.empty());
}

TEST_CASE("a registry is asked again when it says, and not before a second has passed") {
  Wait wait(1h);
  Examination later = seen({absent});
  later.retry_after = 7s;
  Examination at_once = seen({absent});
  at_once.retry_after = 0s;
  wait.look_at({later, at_once, seen({good})});
  CHECK(wait.pauses == std::vector<Duration>{7s, 1s});
}

TEST_CASE("when the time is over the error says what was waited for, and that another run may do") {
  Wait wait(0s);
  try {
    wait.look_at({seen({absent})});
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::timeout);
    CHECK(std::string(error.what()) ==
          "waited in vain for example.org/acme/app:1.0.0 (image-exists: the registry does not have "
          "it)");
  }
}

TEST_CASE("no pause is longer than the time that is left") {
  Wait wait(500ms);
  Examination later = seen({absent});
  later.retry_after = 1h;
  wait.look_at({later, seen({good})});
  REQUIRE(wait.pauses.size() == 1);
  CHECK(wait.pauses.front() <= 500ms);
}
