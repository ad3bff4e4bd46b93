// SPDX-License-Identifier: MIT
#include "golden_edits.hpp"
#include "yaml/document.hpp"

TEST_CASE("every golden YAML file changes in the values that its case names, and nowhere else") {
  golden::run_area("yaml", 12,
                   [](const auto& text, const auto& file, const auto& key_path, const auto& value) {
                     return relctl::yaml::set(text, file, key_path, value);
                   });
}
