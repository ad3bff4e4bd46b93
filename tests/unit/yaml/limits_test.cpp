// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "yaml/document.hpp"

using relctl::Error;
using relctl::ErrorKind;
using relctl::yaml::parse;

namespace {

std::string limit_fault(const std::string& text) {
  try {
    parse(text, "f.yaml");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return error.what();
  }
  return "";
}

std::string repeat(const std::string& piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += piece;
  return text;
}

/// `levels` lists, each of which holds `width` aliases of the one before.
std::string bomb(std::size_t levels, std::size_t width) {
  std::string text = "a0: &a0 [x]\n";
  for (std::size_t i = 1; i <= levels; ++i) {
    const std::string name = "a" + std::to_string(i);
    text += name + ": &" + name + " [" + repeat("*a" + std::to_string(i - 1) + ",", width) + "]\n";
  }
  return text;
}

}  // namespace

TEST_CASE("nesting is read to a depth of 100") {
  CHECK(limit_fault(repeat("[", 100) + repeat("]", 100)).empty());
  CHECK(limit_fault(repeat("[", 101) + repeat("]", 101)) == "nested deeper than 100 levels");
  CHECK(limit_fault(repeat("{a: ", 100) + repeat("}", 100)).empty());
  CHECK(limit_fault(repeat("{a: ", 101) + repeat("}", 101)) == "nested deeper than 100 levels");
  CHECK(limit_fault(repeat("- ", 100)).empty());
  CHECK(limit_fault(repeat("- ", 101)) == "nested deeper than 100 levels");
  CHECK(limit_fault(repeat("- ", 100'000)) == "nested deeper than 100 levels");
  CHECK(limit_fault(repeat("[", 1'000'000)) == "nested deeper than 100 levels");
}

TEST_CASE("nodes are counted with aliases followed") {
  CHECK(limit_fault(bomb(4, 10)).empty());
  CHECK(limit_fault(bomb(6, 10)) == "more than 200000 nodes with aliases followed");
  CHECK(limit_fault(bomb(90, 10)) == "more than 200000 nodes with aliases followed");
  CHECK(limit_fault("- a\n" + repeat("- a\n", 199'998)).empty());
  CHECK(limit_fault("- a\n" + repeat("- a\n", 199'999)) == "more than 200000 nodes");
  CHECK(limit_fault(repeat("- a\n", 1'000'000)) == "more than 200000 nodes");
}

TEST_CASE("a file may have 4 MiB") {
  CHECK(limit_fault("#" + std::string((4U << 20U) - 1, 'x')).empty());
  CHECK(limit_fault("#" + std::string(4U << 20U, 'x')) ==
        "4194305 bytes: a YAML file may have 4 MiB");
}
