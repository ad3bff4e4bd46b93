// SPDX-License-Identifier: MIT
#include "record/foreign_tag.hpp"

#include <doctest/doctest.h>

using relctl::record::foreign_version;
using relctl::record::tag_prefix;

TEST_CASE("a tag of any form tells its version, unless its numbers may go on before it") {
  struct Row {
    std::string tag;
    std::string prefix;
    std::string version;
  };
  for (const Row& row : std::vector<Row>{
           {"1.2.3", "", "1.2.3"},
           {"v1.2.3", "v", "1.2.3"},
           {"V1.2.3-rc.1", "V", "1.2.3-rc.1"},
           {"app@1.2.3", "app@", "1.2.3"},
           {"release-1.2.3", "release-", "1.2.3"},
           {"k8s/v1.2.3", "k8s/v", "1.2.3"},
           {"lib2-1.2.3", "lib2-", "1.2.3"},
           {"2024.10.1", "", "2024.10.1"},
       }) {
    CAPTURE(row.tag);
    CHECK(tag_prefix(row.tag) == row.prefix);
    REQUIRE(foreign_version(row.tag));
    CHECK(to_string(*foreign_version(row.tag)) == row.version);
  }
  for (const char* tag :
       {"v1.2.3.4", "1.2.3.4", "2024.10.1.5", "build-20241001.1.2.3", "release-2024-1.2.3",
        "v1-2.3.4", "v2/1.2.3", "v1.2", "latest", "", "2024.10", "v01.2.3"}) {
    CAPTURE(tag);
    CHECK_FALSE(tag_prefix(tag));
    CHECK_FALSE(foreign_version(tag));
  }
}
