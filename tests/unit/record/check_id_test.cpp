// SPDX-License-Identifier: MIT
#include "record/check_id.hpp"

#include <doctest/doctest.h>

TEST_CASE("what is let pass is named by a check, or by another program") {
  for (const char* id : {"memory-limit", "image-signed", "command:kube-score"}) {
    CAPTURE(id);
    CHECK(relctl::record::is_check_id(id));
  }
  for (const char* id : {"", "command:", "command:Kube Score", "command:a: b", "a:b", "a b", "A"}) {
    CAPTURE(id);
    CHECK_FALSE(relctl::record::is_check_id(id));
  }
}
