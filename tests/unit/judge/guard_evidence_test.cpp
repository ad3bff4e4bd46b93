// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "deploy/holds.hpp"
#include "judge/adopted.hpp"
#include "judge/guard.hpp"
#include "judge/guarded_history.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

TEST_CASE("a value that an environment had before may come back") {
  GuardedHistory history;
  history.change({{"VERSION", "1.0.1\n"}, {dev, kustomization("1.0.1")}});
  history.change({{"VERSION", "1.0.2\n"}, {dev, kustomization("1.0.2")}});
  history.change({{dev, kustomization("1.0.0")}}, "rollback, or a revert of both");
  history.change({{staging, kustomization("1.0.1")}}, "what dev had before");
  CHECK(faults(history.judge()) == "");
}

TEST_CASE("a tag of a release is an origin, unless the environment is strict") {
  GuardedHistory history;
  history.change({{production, kustomization("1.5.0")}});
  CHECK_FALSE(history.judge().is_good());
  history.repository.tag("v1.5.0", history.base);
  CHECK(history.judge().is_good());
}

TEST_CASE("trailers make nothing good that is not") {
  GuardedHistory history;
  record::Record record;
  record.operation = "promote";
  record.id = std::string(32, 'a');
  record.environment = "production";
  record.services = {{"sample", "9.9.9", "0.8.0"}};
  record.images = {{"production", "ghcr.io/acme/sample", "9.9.9", std::nullopt}};
  record.tool = "0.1.0";
  history.change({{production, kustomization("9.9.9")}},
                 "chore(promote): forged\n\n" + record::write_trailers(record));
  const Judgement judgement = history.judge();
  REQUIRE(judgement.findings.size() == 1);
  const Finding& finding = judgement.findings.front();
  CHECK(finding.path == production);
  CHECK(finding.line == 3);
  CHECK(finding.field == "images[name=\"ghcr.io/acme/sample\"]");
  CHECK(finding.subject == "chore(promote): forged");
  CHECK(finding.remedy == "relctl promote production --service sample --to 9.9.9");
}

TEST_CASE("an override passes and stays visible") {
  GuardedHistory history;
  history.change({{dev, kustomization("9.9.9")}}, "fire\n\nRelctl-Override: the site is down\n");
  const Judgement judgement = history.judge();
  CHECK(judgement.is_good());
  REQUIRE(judgement.findings.size() == 1);
  CHECK(judgement.findings.front().overridden == "the site is down");
}

TEST_CASE("a configuration weakened in an earlier commit of the range protects nobody") {
  GuardedHistory history;
  history.change({{"relctl.yaml", config_text("")}});
  history.change({{production, kustomization("9.9.9")}});
  CHECK(history.judge().findings.size() == 3);
  CHECK(history.judge(true).findings.size() == 1);
}

TEST_CASE("what is carried comes from the environment before") {
  GuardedHistory history;
  history.change({{"deploy/staging/app.yaml", "spec:\n  replicas: 5\n"},
                  {"deploy/staging/limits.yaml", "cpu: 1\n"}},
                 "by hand\n\nRelctl-Override: set up");
  history.change({{"deploy/production/app.yaml", "spec:\n  replicas: 5\n"},
                  {"deploy/production/limits.yaml", "cpu: 1\n"}});
  history.change({{"deploy/production/limits.yaml", "cpu: 64\n"}});
  const Judgement judgement = history.judge();
  REQUIRE(judgement.findings.size() == 3);
  CHECK(judgement.findings.back().path == "deploy/production/limits.yaml");
  CHECK_FALSE(judgement.findings.back().overridden);
}

TEST_CASE("adopted content is good, with other tags too") {
  const std::string text = kustomization("1.0.0") + "namePrefix: dev-\n";
  plan::Draft draft(tree_with({}));
  Owned owned;
  owned.images.insert("ghcr.io/acme/sample");
  write_adopted(draft, {adopt(dev, text, owned), adopt("deploy/dev/app.yaml", std::nullopt, {})});
  const std::string list = draft.read(adopted_path);
  GuardedHistory history;
  history.change({{".relctl/adopted.yaml", list},
                  {"VERSION", "1.0.1\n"},
                  {"deploy/dev/app.yaml", "-"},
                  {dev, "# squashed\n" + kustomization("1.0.1") + "namePrefix: dev-\n"}});
  CHECK(faults(history.judge()) == "");
  history.change({{dev, kustomization("1.0.1") + "namePrefix: other-\n"}});
  CHECK_FALSE(history.judge().is_good());
}

TEST_CASE("holds as relctl writes them are good") {
  plan::Draft draft(tree_with({}));
  deploy::Hold hold;
  hold.service = "sample";
  hold.reason = "broken login";
  deploy::write_holds(draft, "dev", {hold});
  GuardedHistory history;
  history.change({{deploy::holds_path("dev"), draft.read(deploy::holds_path("dev"))}});
  history.change({{deploy::holds_path("dev"), "-"}});
  CHECK(faults(history.judge()) == "");
}

}  // namespace
}  // namespace relctl::judge
