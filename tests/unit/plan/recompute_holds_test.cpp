// SPDX-License-Identifier: MIT
#include "plan/recompute_holds.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "plan/fake_history.hpp"
#include "plan/holds.hpp"

namespace relctl::plan {
namespace {

const std::string since = "2026-11-23T09:00:00+00:00";

Hold hold(const std::string& service, const std::string& version, const std::string& day = since) {
  return {service, version, "freeze", std::nullopt, day, "Ada <ada@example.com>"};
}

std::shared_ptr<Draft> with(const std::vector<Hold>& holds) {
  auto draft = std::make_shared<Draft>(tree_with({}));
  write_holds(*draft, "live", holds);
  return draft;
}

Record record(const std::string& operation, const std::string& service,
              const std::string& version) {
  Record record;
  record.operation = operation;
  record.environment = "live";
  record.services = {{service, version, std::nullopt}};
  record.time = 1'795'424'400;
  return record;
}

/// The holds that the operation should have left; nothing where it cannot have been that operation.
std::optional<std::vector<Hold>> recomputed(const Record& record, const std::vector<Hold>& before,
                                            const std::vector<Hold>& after) {
  const auto draft = with(before);
  try {
    recompute_holds(*draft, record, *with(after));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::input);
    return std::nullopt;
  }
  return read_holds(*draft, "live");
}

TEST_CASE("a hold is added to those that stand, and one of the same service goes") {
  const Hold old = hold("api", "1.0.0", "2026-01-01T00:00:00+00:00");
  const Hold other = hold("web", "2.0.0", "2026-01-01T00:00:00+00:00");
  const Hold now = hold("api", "1.1.0");
  for (const std::string operation : {"hold", "rollback"}) {
    CAPTURE(operation);
    const Record made = record(operation, "api", "1.1.0");
    CHECK(recomputed(made, {old, other}, {now, other}) == std::vector{now, other});
    CHECK(recomputed(made, {}, {now}) == std::vector{now});
    // What else came or went is not in the recomputed holds, so the commit differs from them.
    CHECK(recomputed(made, {other}, {now}) == std::vector{now, other});
    CHECK(recomputed(made, {}, {now, other}) == std::vector{now});
  }
}

TEST_CASE("a hold that the record does not describe is none of its making") {
  const Record made = record("hold", "api", "1.1.0");
  CHECK_FALSE(recomputed(made, {}, {}).has_value());
  CHECK_FALSE(recomputed(made, {}, {hold("web", "1.1.0")}).has_value());
  CHECK_FALSE(recomputed(made, {}, {hold("api", "1.0.0")}).has_value());
  CHECK_FALSE(
      recomputed(made, {}, {hold("api", "1.1.0", "2020-01-01T00:00:00+00:00")}).has_value());
}

TEST_CASE("an unhold takes away the holds that it names") {
  const Hold api = hold("api", "1.0.0");
  const Hold web = hold("web", "1.0.0");
  const Record made = record("unhold", "api", "1.0.0");
  CHECK(recomputed(made, {api, web}, {web}) == std::vector{web});
  CHECK(recomputed(made, {api, web}, {}) == std::vector{web});
  CHECK(recomputed(made, {api}, {}) == std::vector<Hold>{});
}

TEST_CASE("other operations leave holds alone") {
  const Hold api = hold("api", "1.0.0");
  CHECK(recomputed(record("promote", "api", "1.1.0"), {api}, {}) == std::vector{api});
}

}  // namespace
}  // namespace relctl::plan
