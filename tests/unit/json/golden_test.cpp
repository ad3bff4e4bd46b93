// SPDX-License-Identifier: MIT
#include "golden_edits.hpp"
#include "json/document.hpp"

TEST_CASE("every golden JSON file changes in the values that its case names, and nowhere else") {
  golden::run_area("json", 6,
                   [](const auto& text, const auto& file, const auto& key_path, const auto& value) {
                     return relctl::json::set(text, file, key_path, value);
                   });
}
