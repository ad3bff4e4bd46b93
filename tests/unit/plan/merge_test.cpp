// SPDX-License-Identifier: MIT
#include "plan/merge.hpp"

#include <doctest/doctest.h>

namespace relctl::plan {
namespace {

TEST_CASE("each conflict may be resolved to one side or to both") {
  const TextMerge merge = {
      {"a\n", "", false}, {"b\n", "c\n", true}, {"d\n", "", false}, {"e\n", "", true}};
  CHECK_FALSE(is_clean(merge));
  for (const std::string text :
       {"a\nb\nd\ne\n", "a\nc\nd\n", "a\nb\nc\nd\ne\n", "a\nc\nb\nd\n", "a\nb\nd"}) {
    CAPTURE(text);
    CHECK(is_resolution(merge, text));
  }
  for (const std::string text :
       {"", "a\n", "a\nd\ne\n", "a\nx\nd\ne\n", "a\nb\nd\ne\ne\n", "b\nd\n"}) {
    CAPTURE(text);
    CHECK_FALSE(is_resolution(merge, text));
  }
}

TEST_CASE("a merge without conflicts is one text") {
  const TextMerge merge = {{"a\n", "", false}, {"b\n", "", false}};
  CHECK(is_clean(merge));
  CHECK(text_of(merge) == "a\nb\n");
  CHECK(is_resolution(merge, "a\nb\n"));
  CHECK_FALSE(is_resolution(merge, "a\n"));
}

}  // namespace
}  // namespace relctl::plan
