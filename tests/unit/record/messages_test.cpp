// SPDX-License-Identifier: MIT
#include "record/messages.hpp"

#include <doctest/doctest.h>

using namespace relctl;
using namespace relctl::record;

namespace {

/// The subject of a release of two services whose names have so many letters.
std::string subject_for(std::size_t one, std::size_t other) {
  Record record;
  record.operation = "bump";
  record.services = {{std::string(one, 'a'), "1.0.0", std::nullopt},
                     {std::string(other, 'b'), "2.0.0", std::nullopt}};
  return release_subject(config::Config(), record);
}

}  // namespace

TEST_CASE("a subject lists the services while that fits into 72 characters") {
  CHECK(subject_for(3, 3) == "chore(release): aaa 1.0.0, bbb 2.0.0");
  CHECK(subject_for(21, 21).size() == 72);
  CHECK(subject_for(21, 22) == "chore(release): 2 services");
}
