// SPDX-License-Identifier: MIT
#include "judge/recompute_holds.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "plan/fake_history.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

const std::string since = "2026-11-23T09:00:00+00:00";

deploy::Hold hold(const std::string& service, const std::string& version,
                  const std::string& day = since) {
  return {service, service, version, "freeze", std::nullopt, day, "Ada <ada@example.com>"};
}

std::shared_ptr<plan::Draft> with(const std::vector<deploy::Hold>& holds) {
  auto draft = std::make_shared<plan::Draft>(tree_with({}));
  deploy::write_holds(*draft, "live", holds);
  return draft;
}

record::Record record(const std::string& operation, const std::string& service,
                      const std::string& version) {
  record::Record record;
  record.operation = operation;
  record.environment = "live";
  record.services = {{service, version, std::nullopt}};
  record.time = 1'795'424'400;
  return record;
}

/// The holds that the operation should have left; nothing where it cannot have been that operation.
std::optional<std::vector<deploy::Hold>> recomputed(const record::Record& record,
                                                    const std::vector<deploy::Hold>& before,
                                                    const std::vector<deploy::Hold>& after) {
  const auto draft = with(before);
  try {
    recompute_holds(*draft, record, *with(after));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return std::nullopt;
  }
  return deploy::read_holds(*draft, "live");
}

TEST_CASE("a hold is added to those that stand, and one of the same service goes") {
  const deploy::Hold old = hold("api", "1.0.0", "2026-01-01T00:00:00+00:00");
  const deploy::Hold other = hold("web", "2.0.0", "2026-01-01T00:00:00+00:00");
  const deploy::Hold now = hold("api", "1.1.0");
  for (const std::string operation : {"hold", "rollback"}) {
    CAPTURE(operation);
    const record::Record made = record(operation, "api", "1.1.0");
    CHECK(recomputed(made, {old, other}, {now, other}) == std::vector{now, other});
    CHECK(recomputed(made, {}, {now}) == std::vector{now});
    // What else came or went is not in the recomputed holds, so the commit differs from them.
    CHECK(recomputed(made, {other}, {now}) == std::vector{now, other});
    CHECK(recomputed(made, {}, {now, other}) == std::vector{now});
  }
}

TEST_CASE("a hold that the record does not describe is none of its making") {
  const record::Record made = record("hold", "api", "1.1.0");
  CHECK_FALSE(recomputed(made, {}, {}).has_value());
  CHECK_FALSE(recomputed(made, {}, {hold("web", "1.1.0")}).has_value());
  CHECK_FALSE(recomputed(made, {}, {hold("api", "1.0.0")}).has_value());
  CHECK_FALSE(
      recomputed(made, {}, {hold("api", "1.1.0", "2020-01-01T00:00:00+00:00")}).has_value());
}

TEST_CASE("holds with ids are added beside others, and a rollback replaces its own alone") {
  deploy::Hold freeze = hold("", "", "2026-01-01T00:00:00+00:00");
  freeze.id = "1111aaaa";
  freeze.service.reset();
  freeze.version.reset();
  deploy::Hold wish = hold("api", "1.1.0", "2026-01-01T00:00:00+00:00");
  wish.id = "2222bbbb-api";
  deploy::Hold old = wish;
  old.id = "3333cccc-api";
  old.by_rollback = true;
  deploy::Hold now = hold("api", "1.0.0");
  now.id = "4444dddd-api";
  now.by_rollback = true;
  record::Record made = record("rollback", "api", "1.0.0");
  made.holds = {now.id};
  CHECK(recomputed(made, {freeze, wish, old}, {freeze, wish, now}) ==
        std::vector{freeze, wish, now});
  CHECK(recomputed(made, {freeze, wish, old}, {now}) == std::vector{freeze, wish, now});
  CHECK_FALSE(recomputed(made, {}, {freeze}).has_value());
  record::Record lifted = record("unhold", "api", "1.0.0");
  lifted.holds = {freeze.id};
  CHECK(recomputed(lifted, {freeze, wish}, {}) == std::vector{wish});
  CHECK(recomputed(lifted, {freeze, wish}, {wish}) == std::vector{wish});
}

TEST_CASE("an unhold takes away the holds that it names") {
  const deploy::Hold api = hold("api", "1.0.0");
  const deploy::Hold web = hold("web", "1.0.0");
  const record::Record made = record("unhold", "api", "1.0.0");
  CHECK(recomputed(made, {api, web}, {web}) == std::vector{web});
  CHECK(recomputed(made, {api, web}, {}) == std::vector{web});
  CHECK(recomputed(made, {api}, {}) == std::vector<deploy::Hold>{});
}

TEST_CASE("other operations leave holds alone") {
  const deploy::Hold api = hold("api", "1.0.0");
  CHECK(recomputed(record("promote", "api", "1.1.0"), {api}, {}) == std::vector{api});
}

}  // namespace
}  // namespace relctl::judge
