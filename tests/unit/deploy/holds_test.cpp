// SPDX-License-Identifier: MIT
#include "deploy/holds.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/hold.hpp"
#include "deploy/unhold_choice.hpp"
#include "plan/sample.hpp"
#include "release/bump.hpp"

namespace relctl::deploy {
namespace {

using namespace relctl::plan;

constexpr std::int64_t new_year_2026 = 1'767'225'600;

plan::HoldRequest wish(const std::string& environment) {
  plan::HoldRequest request;
  request.operation = plan::request().operation;
  request.environment = environment;
  return request;
}

Hold named(const std::string& id, const std::optional<std::string>& service = std::nullopt) {
  Hold hold;
  hold.id = id;
  hold.service = service;
  return hold;
}

ObjectId carried_out(Repository& repository, const plan::Result& result) {
  return repository.apply(result.plans).back();
}

TEST_CASE("holds are read back as they were written, whatever they say") {
  const std::vector<Hold> holds = {
      {"0a1b2c3d", std::nullopt, std::nullopt, "freeze", std::nullopt, "2026-01-01T00:00:00+00:00",
       "Ada <ada@example.com>"},
      {"12345678-api", "api", "1.2.3", "it's: \"broken\" # yes", "2026-12-31",
       "2026-01-01T00:00:00+00:00", "Ada <ada@example.com>"},
      {"web", "web", std::nullopt, std::nullopt, std::nullopt, "2026-01-01T00:00:00+00:00", "yes",
       true},
  };
  plan::Draft draft(tree_with({}));
  write_holds(draft, "dev", {holds[2], holds[1], holds[0]});
  CHECK(read_holds(draft, "dev") == holds);
  write_holds(draft, "dev", {});
  CHECK(draft.edits().empty());
}

TEST_CASE("a file of the first releases reads and writes itself: the service's name is the id") {
  const std::string text =
      "# What stays at its version in dev. `relctl hold` and `relctl unhold` write this file.\n"
      "holds:\n"
      "  - service: api\n"
      "    version: 1.2.3\n"
      "    since: \"2026-01-01T00:00:00+00:00\"\n"
      "    by: Ada <ada@example.com>\n";
  plan::Draft draft(tree_with({{holds_path("dev"), text}}));
  const auto holds = read_holds(draft, "dev");
  REQUIRE(holds.size() == 1);
  CHECK(holds.front().id == "api");
  write_holds(draft, "dev", holds);
  CHECK(draft.read(holds_path("dev")) == text);
}

TEST_CASE("what holds lie on a service, and the shortest commands that lift them") {
  const std::vector<Hold> holds = {named("1"), named("2-api", "api"), named("3-api", "api"),
                                   named("4-web", "web"), named("5-web", "web")};
  std::vector<Hold> some = holds;
  some.back().until = "2020-01-01";
  const auto ids = [](const std::vector<Hold>& found) {
    std::string text;
    for (const Hold& each : found)
      text += each.id + ' ';
    return text;
  };
  CHECK(ids(holds_on(some, "web", new_year_2026)) == "4-web 1 ");
  CHECK(ids(holds_on(some, "api", new_year_2026)) == "2-api 3-api 1 ");
  CHECK(ids(holds_on(some, "later", new_year_2026)) == "1 ");
  CHECK(unhold_commands("dev", holds, {holds[0]}, true) == "`relctl unhold dev --push`");
  CHECK(unhold_commands("dev", holds, {holds[1], holds[0]}, false) ==
        "`relctl unhold dev --id 2-api` and `relctl unhold dev`");
  CHECK(unhold_commands("dev", {holds[3]}, {holds[3]}, false) ==
        "`relctl unhold dev --service web`");
}

TEST_CASE("which holds an unhold lifts") {
  const Hold freeze = named("1");
  const Hold api = named("2-api", "api");
  const Hold again = named("3-api", "api");
  const Hold web = named("4-web", "web");
  plan::HoldRequest request = wish("dev");
  CHECK(choose_lifted({api, freeze, web}, request) == std::vector{freeze});
  CHECK(choose_lifted({api}, request) == std::vector{api});
  CHECK(choose_lifted({}, request).empty());
  CHECK_THROWS_AS(choose_lifted({api, web}, request), Error);
  CHECK_THROWS_AS(choose_lifted({freeze, freeze}, request), Error);
  request.all = true;
  CHECK(choose_lifted({api, freeze, web}, request) == std::vector{api, freeze, web});
  request.services = {"api", "api"};
  CHECK(choose_lifted({api, freeze, again}, request) == std::vector{api, again});
  request.all = false;
  CHECK_THROWS_AS(choose_lifted({api, again}, request), Error);
  CHECK(choose_lifted({api, freeze, web}, request) == std::vector{api});
  request = wish("dev");
  request.id = "3-api";
  CHECK(choose_lifted({api, again, web}, request) == std::vector{again});
  CHECK_THROWS_AS(choose_lifted({api, web}, request), Error);
}

TEST_CASE("a hold counts until the end of its last day") {
  Hold hold;
  hold.until = "2025-12-31";
  CHECK_FALSE(is_expired(hold, new_year_2026 - 1));
  CHECK(is_expired(hold, new_year_2026));
  hold.until.reset();
  CHECK_FALSE(is_expired(hold, new_year_2026));
}

TEST_CASE("days") {
  for (const char* good : {"2026-01-31", "2028-02-29"})
    CHECK(is_day(good));
  for (const char* bad : {"2026-02-29", "2026-1-31", "31.12.2026", "", "2026-13-01", "2026-00-10"})
    CHECK_FALSE(is_day(bad));
}

TEST_CASE("a damaged file of holds is refused by name") {
  for (const char* text :
       {"holds: {}\n", "- a\n", "holds:\n  - {version: 1.0.0}\n",
        "holds:\n  - {service: a, until: soon}\n", "holds:\n  - {service: \"*\"}\n",
        "holds:\n  - {service: a, id: b c}\n", ""}) {
    CAPTURE(std::string(text));
    const auto tree = tree_with({{holds_path("dev"), text}});
    CHECK_THROWS_AS(read_holds(*tree, "dev"), Error);
  }
}

TEST_CASE("hold records the version that runs, and unhold removes it") {
  Repository repository;
  const auto config = sample_config();
  ObjectId tip = repository.commit("work", {}, sample_files("1.0.0"));
  plan::HoldRequest request = wish("staging");
  request.reason = "freeze";
  const plan::Result held = hold(config, repository.snapshot(tip), request);
  REQUIRE(held.plans.size() == 1);
  CHECK(edited(held.plans.front()) == std::vector<std::string>{".relctl/holds/staging.yaml"});
  CHECK(held.services.front().version == "0.9.0");
  tip = carried_out(repository, held);
  CHECK(hold(config, repository.snapshot(tip), request).plans.empty());
  const plan::Result free = unhold(config, repository.snapshot(tip), wish("staging"));
  REQUIRE(free.plans.size() == 1);
  CHECK(after(free.plans.front(), ".relctl/holds/staging.yaml") == "(deleted)");
  tip = carried_out(repository, free);
  const plan::Result none = unhold(config, repository.snapshot(tip), wish("staging"));
  CHECK(none.notes == std::vector<std::string>{"nothing is held in staging."});
}

TEST_CASE("a hold that is over already is refused") {
  Repository repository;
  const ObjectId tip = repository.commit("work", {}, sample_files("1.0.0"));
  for (const char* until : {"2020-01-01", "tomorrow"}) {
    plan::HoldRequest request = wish("dev");
    request.until = until;
    CHECK_THROWS_AS(hold(sample_config(), repository.snapshot(tip), request), Error);
  }
}

TEST_CASE("a hold stops the deployment of a release, never the release") {
  Repository repository;
  ObjectId tip = repository.commit("work", {}, sample_files("1.0.0"));
  repository.tag("v1.0.0", tip);
  tip = carried_out(repository, hold(sample_config(), repository.snapshot(tip), wish("dev")));
  Files files = sample_files("1.0.0", "int main() { return 1; }");
  files[holds_path("dev")] = repository.history->tree(tip)->read(holds_path("dev"));
  tip = repository.commit("fix: it", {tip}, files);
  const plan::Result result = release::bump(sample_config(), repository.snapshot(tip), request());
  REQUIRE(result.plans.size() == 1);
  CHECK(result.services.front().status == plan::Status::done);
  CHECK(edited(result.plans.front()) == std::vector<std::string>{"VERSION"});
  REQUIRE(result.notes.size() == 1);
  CHECK(result.notes.front().find("dev stays without sample 1.0.1: it is frozen") == 0);
}

}  // namespace
}  // namespace relctl::deploy
