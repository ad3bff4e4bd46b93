// SPDX-License-Identifier: MIT
#include "tree/object_id.hpp"

#include <doctest/doctest.h>

using relctl::ObjectId;

TEST_CASE("an object id reads exactly 40 hexadecimal digits and prints them back") {
  const std::string hex = "0123456789abcdef0123456789abcdef01234567";
  REQUIRE(ObjectId::parse(hex));
  CHECK(ObjectId::parse(hex)->hex() == hex);
  CHECK(ObjectId::parse("0123456789ABCDEF0123456789abcdef01234567")->hex() == hex);
  CHECK_FALSE(ObjectId::parse(hex.substr(1)));
  CHECK_FALSE(ObjectId::parse(hex.substr(1) + "g"));
  CHECK(ObjectId{}.is_zero());
}
