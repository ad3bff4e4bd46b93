// SPDX-License-Identifier: MIT
#include "commands/operation_options.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using relctl::commands::parse_digest_argument;

TEST_CASE("a digest stands alone or after the image that it is of") {
  const std::string digest = "sha256:" + std::string(64, 'a');
  CHECK(parse_digest_argument(digest).digest == digest);
  CHECK_FALSE(parse_digest_argument(digest).image);
  CHECK(parse_digest_argument("localhost:5000/app=" + digest).image == "localhost:5000/app");
  const std::vector<std::string> bad_ones = {"",           "sha256:abc",
                                             "=" + digest, "md5:" + std::string(64, 'a'),
                                             digest + "0", "SHA256:" + std::string(64, 'a')};
  for (const std::string& bad : bad_ones) {
    CAPTURE(bad);
    CHECK_THROWS_AS((void)parse_digest_argument(bad), relctl::Error);
  }
}
