// SPDX-License-Identifier: MIT
#include "report/done.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace relctl;
using report::Done;

namespace {

plan::ServiceOutcome outcome(const std::string& name, plan::Status status,
                             const std::string& version) {
  plan::ServiceOutcome result;
  result.name = name;
  result.status = status;
  if (!version.empty()) result.version = version;
  return result;
}

Done released() {
  Done done;
  plan::ServiceOutcome api = outcome("api", plan::Status::done, "1.2.4");
  api.previous = "1.2.3";
  api.tag = "v1.2.4";
  api.images = {{"ghcr.io/acme/api", "1.2.4", std::nullopt}};
  done.result.services = {api};
  plan::Plan plan;
  plan.edits = {{"VERSION", Mode::file, "1.2.3\n", "1.2.4\n"}, {"k/x.yaml", Mode::file, "a", "b"}};
  plan.message = "chore(release): api 1.2.4";
  plan.tags = {{"v1.2.4", plan::Created{0}, "api 1.2.4"}};
  done.result.plans = {plan};
  done.commit = "0123456789abcdef0123456789abcdef01234567";
  done.remote = "origin";
  done.branch = "main";
  done.one_service = true;
  return done;
}

}  // namespace

TEST_CASE("the answer is the version alone where one service is meant") {
  Done done = released();
  CHECK(report::answer(done) == "1.2.4\n");
  done.one_service = false;
  CHECK(report::answer(done) == "api 1.2.4\n");
}

TEST_CASE("a service that was not done is answered when its release is of the commit checked out") {
  struct Row {
    plan::Status status;
    bool at;
    std::string answer;
  };
  const std::vector<Row> rows = {
      {plan::Status::done, false, "1.2.4\n"}, {plan::Status::unchanged, true, "1.2.4\n"},
      {plan::Status::unchanged, false, ""},   {plan::Status::superseded, true, "1.2.4\n"},
      {plan::Status::superseded, false, ""},  {plan::Status::held, false, ""},
      {plan::Status::absent, false, ""},
  };
  for (const Row& row : rows) {
    Done done = released();
    done.result.services[0].status = row.status;
    if (row.at) done.at.insert("api");
    CHECK(report::answer(done) == row.answer);
  }
  Done done;
  done.result.services = {outcome("api", plan::Status::done, "")};
  CHECK(report::answer(done).empty());
}

TEST_CASE("several services are lines, with the environment where several are concerned") {
  Done done;
  done.result.services = {outcome("api", plan::Status::done, "1.0.0"),
                          outcome("web", plan::Status::done, "2.0.0"),
                          outcome("db", plan::Status::unchanged, "3.0.0")};
  CHECK(report::answer(done) == "api 1.0.0\nweb 2.0.0\n");
  done.result.services[0].environment = "staging";
  done.result.services[1].environment = "staging";
  CHECK(report::answer(done) == "api 1.0.0\nweb 2.0.0\n");
  done.result.services[1].environment = "production";
  CHECK(report::answer(done) == "staging api 1.0.0\nproduction web 2.0.0\n");
}

TEST_CASE("the summary says what was released, written, committed and what to do next") {
  Done done = released();
  CHECK(report::summary(done, {}) ==
        "released api 1.2.4 (was 1.2.3), tag v1.2.4\n"
        "  image ghcr.io/acme/api:1.2.4\n"
        "wrote 2 files: VERSION, k/x.yaml\n"
        "commit 0123456789 on main\n"
        "not pushed\n"
        "next: git push --atomic origin refs/heads/main refs/tags/v1.2.4\n");
  Done second = done;
  second.waiting_tags = {"v1.2.2", "v1.2.3"};
  CHECK(report::summary(second, {})
            .ends_with(
                "next: git push --atomic origin refs/heads/main refs/tags/v1.2.2 refs/tags/v1.2.3 "
                "refs/tags/v1.2.4\n"));
  done.pushed = true;
  done.attempts = 3;
  done.result.includes = {"abc", "def"};
  done.result.notes = {"1.2.3 exists on the remote already"};
  CHECK(report::summary(done, {}) ==
        "released api 1.2.4 (was 1.2.3), tag v1.2.4\n"
        "  image ghcr.io/acme/api:1.2.4\n"
        "wrote 2 files: VERSION, k/x.yaml\n"
        "commit 0123456789 on main\n"
        "pushed to origin (attempt 3)\n"
        "includes 2 further commits: abc, def\n"
        "note: 1.2.3 exists on the remote already\n");
}

TEST_CASE("a dry run says what would be done, and neither commit nor push") {
  Done done = released();
  done.dry_run = true;
  done.commit.reset();
  CHECK(report::summary(done, {}) ==
        "would release api 1.2.4 (was 1.2.3), tag v1.2.4\n"
        "  image ghcr.io/acme/api:1.2.4\n"
        "would write 2 files: VERSION, k/x.yaml\n");
  CHECK(report::to_json(done)["services"][0]["released"] == false);
}

TEST_CASE("a tag alone on the commit checked out is a release without commit and files") {
  Done done = released();
  done.commit.reset();
  done.branch.clear();
  done.result.plans[0].edits.clear();
  done.result.plans[0].message.reset();
  done.result.services[0].images.clear();
  CHECK(report::summary(done, {}) ==
        "released api 1.2.4 (was 1.2.3), tag v1.2.4\n"
        "not pushed\n"
        "next: git push --atomic origin refs/tags/v1.2.4\n");
}

TEST_CASE("without a remote no push is advised") {
  Done done = released();
  done.remote.clear();
  CHECK(report::summary(done, {}).ends_with("not pushed: the repository has no remote\n"));
}

TEST_CASE("what was not done is named with its reason") {
  Done done;
  done.result.services = {
      outcome("api", plan::Status::unchanged, "1.0.0"), outcome("web", plan::Status::held, "2.0.0"),
      outcome("db", plan::Status::superseded, "3.0.0"), outcome("ui", plan::Status::absent, "")};
  done.result.services[0].reason = "nothing of it changed since v1.0.0";
  done.result.services[1].environment = "production";
  done.result.services[1].reason = "held by Ann: \x1b[5mincident";
  CHECK(report::summary(done, {}) ==
        "api unchanged: nothing of it changed since v1.0.0\n"
        "production: web held: held by Ann: \\x1b[5mincident\n"
        "db superseded\n"
        "ui absent\n");
}

TEST_CASE("a promotion names environment and version, a digest stands behind the tag") {
  Done done = released();
  done.result.services[0].environment = "staging";
  done.result.services[0].images[0].digest = "sha256:00";
  done.result.plans.clear();
  CHECK(report::summary(done, {}) ==
        "staging: api 1.2.4 (was 1.2.3)\n"
        "  image ghcr.io/acme/api:1.2.4@sha256:00\n");
}

TEST_CASE("many files are counted, and a suggested command is safe to paste") {
  Done done = released();
  done.branch = "zzz\";echo${IFS}hi;#";
  for (int i = 0; i < 12; ++i) {
    done.result.plans[0].edits.push_back({"z" + std::to_string(i), Mode::file, "a", "b"});
  }
  const std::string text = report::summary(done, {});
  CHECK(text.find(
            "wrote 14 files: VERSION, k/x.yaml, z0, z1, z10, z11, z2, z3, z4, z5 and 4 more\n") !=
        std::string::npos);
  CHECK(
      text.find(
          "next: git push --atomic origin 'refs/heads/zzz\";echo${IFS}hi;#' refs/tags/v1.2.4\n") !=
      std::string::npos);
}

TEST_CASE("names that a CI system would take for a command are disarmed") {
  Done done;
  done.result.services = {outcome("api", plan::Status::done, "1.0.0")};
  done.result.services[0].environment = "::error";
  CHECK(report::summary(done, {.color = false, .ci = true}) == "\\::error: api 1.0.0\n");
}

TEST_CASE("JSON holds every outcome in one object") {
  Done done = released();
  done.pushed = true;
  done.attempts = 1;
  CHECK(report::to_json(done).dump() ==
        R"({"services":[{"name":"api","status":"done","released":true,"previous":"1.2.3",)"
        R"("version":"1.2.4",)"
        R"("tag":"v1.2.4","superseded":false,"held":false,"images":[{"name":"ghcr.io/acme/api",)"
        R"("tag":"1.2.4","digest":null}]}],)"
        R"("commit":"0123456789abcdef0123456789abcdef01234567","pushed":true,"attempts":1,)"
        R"("files":["VERSION","k/x.yaml"],"includes":[]})");
  done.result.services[0] = outcome("api", plan::Status::held, "");
  done.result.services[0].environment = "production";
  done.result.services[0].reason = "held";
  done.result.plans.clear();
  done.commit.reset();
  CHECK(
      report::to_json(done).dump() ==
      R"({"services":[{"name":"api","environment":"production","status":"held","released":false,"previous":null,)"
      R"("version":null,"tag":null,"superseded":false,"held":true,"images":[],"reason":"held"}],)"
      R"("commit":null,"pushed":true,"attempts":1,"files":[],"includes":[]})");
}

TEST_CASE("JSON text is valid whatever bytes a repository holds") {
  CHECK(report::json_text({{"a", "\xff"}}) == "{\n  \"a\": \"\xef\xbf\xbd\"\n}\n");
}
