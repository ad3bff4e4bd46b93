// SPDX-License-Identifier: MIT
#include "report/patch.hpp"

#include <doctest/doctest.h>

using relctl::report::Style;
using relctl::report::styled_patch;

namespace {

const std::string patch =
    "diff --git a/V b/V\n--- a/V\n+++ b/V\n@@ -1 +1 @@\n--- old\n+++ new\n same\n"
    "diff --git a/W b/W\n--- a/W\n+++ b/W\n@@ -0,0 +1 @@\n+last";

}  // namespace

TEST_CASE("a patch without colour is the patch") {
  CHECK(styled_patch(patch, Style{}) == patch);
}

TEST_CASE("a coloured patch tells headers from lines that look like them") {
  CHECK(styled_patch(patch, Style{.color = true, .ci = false}) ==
        "\x1b[1mdiff --git a/V b/V\x1b[0m\n\x1b[1m--- a/V\x1b[0m\n\x1b[1m+++ b/V\x1b[0m\n"
        "\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m--- old\x1b[0m\n\x1b[32m+++ new\x1b[0m\n same\n"
        "\x1b[1mdiff --git a/W b/W\x1b[0m\n\x1b[1m--- a/W\x1b[0m\n\x1b[1m+++ b/W\x1b[0m\n"
        "\x1b[36m@@ -0,0 +1 @@\x1b[0m\n\x1b[32m+last\x1b[0m");
}
