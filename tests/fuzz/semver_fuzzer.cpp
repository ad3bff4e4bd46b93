// SPDX-License-Identifier: MIT
// Versions print back what was parsed, their order is antisymmetric, a bump raises them, and commit
// messages of any bytes are read without harm.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "semver/auto_level.hpp"
#include "semver/bump.hpp"
#include "semver/version.hpp"

namespace {

using relctl::semver::Level;
using relctl::semver::Version;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_bumps(const Version& version) {
  for (const Level level : {Level::major, Level::minor, Level::patch, Level::prerelease}) {
    try {
      const Version next = relctl::semver::bump(version, level);
      expect(std::is_gt(compare(next, version)));
      const auto printed = relctl::semver::to_string(next);
      if (printed.size() <= relctl::semver::longest_version) {
        expect(relctl::semver::parse(printed) == next);
      }
    } catch (const relctl::Error& error) {
      expect(error.kind() == relctl::ErrorKind::input);
    }
  }
}

void check_version(std::string_view text) {
  const auto version = relctl::semver::parse(text);
  if (!version) return;
  expect(relctl::semver::to_string(*version) == text);
  expect(std::is_eq(compare(*version, *version)));
  expect(std::is_gteq(compare(version->core(), *version)));
  check_bumps(*version);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_version(text);
  relctl::semver::level_for({{"0123456789", std::string(text)}, {"1123456789", "feat: x"}}, {},
                            Version{1, 0, 0, {}, {}});
  return 0;
}
