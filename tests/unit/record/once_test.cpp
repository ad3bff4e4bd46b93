// SPDX-License-Identifier: MIT
#include "record/once.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::record;

namespace {

/// A commit's message of a bump with the key "pipeline 7".
std::string bumped_message() {
  Record record;
  record.operation = "bump";
  record.id = std::string(32, 'a');
  record.key = "pipeline 7";
  record.services = {{"sample", "1.0.1", "1.0.0"}};
  record.tool = "0.1.0";
  return "chore(release): sample 1.0.1\n\n" + write_trailers(record);
}

/// Whether the bump is found with `later` commits on top of it.
bool is_found_behind(int later) {
  Repository repository;
  ObjectId tip = repository.commit("work", {}, sample_files("1.0.0"));
  const Files files = sample_files("1.0.1");
  tip = repository.commit(bumped_message(), {tip}, files);
  for (int i = 0; i < later; ++i)
    tip = repository.commit("later " + std::to_string(i), {tip}, files);
  return find_once(sample_config(), repository.snapshot(tip), {"bump", "pipeline 7", {}, {}})
      .has_value();
}

}  // namespace

TEST_CASE("an earlier run with the same key is found among the last 1,000 commits of the branch") {
  CHECK(is_found_behind(0));
  CHECK(is_found_behind(999));
  CHECK_FALSE(is_found_behind(1000));
}
