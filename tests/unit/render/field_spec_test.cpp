// SPDX-License-Identifier: MIT
#include "render/field_spec.hpp"

#include <memory>

#include <doctest/doctest.h>

namespace relctl::render {
namespace {

TEST_CASE("the built-in fields stay as they are, added to nothing or to themselves") {
  const SharedConfig built_in = default_config();
  // Equal, but not known to be the built-in ones: these are merged spec by spec.
  const auto copy = std::make_shared<const TransformerConfig>(*built_in);
  CHECK(*merge_configs(nullptr, copy) == *built_in);
  CHECK(*merge_configs(copy, built_in) == *built_in);
  CHECK(merge_configs(nullptr, built_in) == built_in);
}

}  // namespace
}  // namespace relctl::render
