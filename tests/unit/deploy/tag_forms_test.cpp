// SPDX-License-Identifier: MIT
#include "deploy/tag_forms.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace relctl::deploy {
namespace {

TEST_CASE("a tag of another form than the template's names the template that fits") {
  struct Row {
    std::string written;
    std::string tag;
    std::string fitting;  ///< empty: nothing is said
  };
  const std::vector<Row> rows = {
      {"{version}", "1.0.0", ""},
      {"{version}", "1.0.0-rc.1", ""},
      {"{version}", "1.0.0_build.5", ""},
      {"{version}", "v1.0.0", "v{version}"},
      {"v{version}", "1.0.0", "{version}"},
      {"{version}", "1.0.0-alpine", "{version}-alpine"},
      {"{version}", "1.0.0-alpine3.19", "{version}-alpine3.19"},
      {"{version}-alpine", "1.0.0-alpine", ""},
      {"{version}", "release-1.2.3", "release-{version}"},
      {"{version}", "latest", ""},
      {"{version}", "1.2", ""},
      {"{version}", "1.2.3.4", ""},
      {"{version}", "sha-0a1b2c3", ""},
  };
  config::Service service;
  service.name = "api";
  for (const Row& row : rows) {
    CAPTURE(row.tag);
    const config::Image image{"acme/api", row.written};
    CHECK(fitting_template(service, image, row.tag).value_or("") == row.fitting);
  }
}

}  // namespace
}  // namespace relctl::deploy
