// SPDX-License-Identifier: MIT
#include <regex>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "judge/adopted.hpp"
#include "judge/guard.hpp"
#include "judge/guarded_history.hpp"
#include "judge/territory.hpp"

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

TEST_CASE(
    "a tag is an origin where its commit has that version, unless the environment is strict") {
  GuardedHistory history;
  history.change({{production, kustomization("1.5.0")}});
  history.repository.tag("v1.5.0", history.base);
  CHECK_FALSE(history.judge().is_good());
  const ObjectId released =
      history.repository.commit("elsewhere", {history.base}, {{"VERSION", "1.5.0\n"}});
  history.repository.tag("v1.5.0", released);
  CHECK(faults(history.judge()) == "");
  config::Config strict = config::parse(config_text(), "relctl.yaml");
  strict.environments.back().strict = true;
  CHECK_FALSE(guard(strict, *history.repository.history,
                    {history.base, history.tip, {history.base}, history.repository.tags, false})
                  .is_good());
}

TEST_CASE(
    "a tag without the signature that is asked for is no origin, and each is asked about once") {
  GuardedHistory history;
  history.change({{production, kustomization("1.5.0")}});
  history.change({{production, kustomization("1.5.0")}, {"main.cpp", ""}});
  const ObjectId released =
      history.repository.commit("elsewhere", {history.base}, {{"VERSION", "1.5.0\n"}});
  history.repository.tag("v1.5.0", released);
  history.repository.tag("v1.6.0", released);
  const config::Config config = config::parse(config_text(), "relctl.yaml");
  for (const bool is_signed : {true, false}) {
    std::vector<std::string> asked;
    GuardRange range{history.base, history.tip, {history.base}, history.repository.tags};
    range.is_signed = [&](const Tag& tag) {
      asked.push_back(tag.name);
      return is_signed;
    };
    CHECK(guard(config, *history.repository.history, range).is_good() == is_signed);
    CHECK(asked == std::vector<std::string>{"v1.5.0"});
  }
}

TEST_CASE("a digest that is taken off a tag is a finding, one that leaves with its tag is not") {
  const std::string pinned = "    digest: " + digest + "\n";
  for (const std::string tag : {"1.0.0", "1.0.1"}) {
    CAPTURE(tag);
    Files files = start();
    files[dev] = kustomization("1.0.0") + pinned;
    GuardedHistory history(files);
    history.change({{"VERSION", tag + "\n"}, {dev, kustomization(tag)}});
    CHECK(history.judge().is_good() == (tag == "1.0.1"));
  }
}

TEST_CASE("a release squashed with its promotions is good by its tag alone") {
  GuardedHistory history;
  const ObjectId released =
      history.repository.commit("bump", {history.base}, {{"VERSION", "1.0.1\n"}});
  history.change({{"VERSION", "1.0.1\n"},
                  {dev, kustomization("1.0.1")},
                  {staging, kustomization("1.0.1")},
                  {production, kustomization("1.0.1")}});
  CHECK(history.judge().findings.size() == 2);
  history.repository.tag("v1.0.1", released);
  CHECK(faults(history.judge()) == "");
}

TEST_CASE("promotions through several environments in one commit are good") {
  GuardedHistory history;
  history.change({{staging, kustomization("1.0.0")}, {production, kustomization("1.0.0")}});
  CHECK(faults(history.judge()) == "");
}

TEST_CASE("an adoption brings a first image, and never moves one") {
  for (const bool is_new : {true, false}) {
    Files files = start();
    if (is_new) files.erase(production);
    GuardedHistory history(files);
    const Owned owned =
        Territory(config::parse(config_text(), "relctl.yaml")).rights(production).owned();
    plan::Draft draft(tree_with({}));
    write_adopted(draft, {adopt(production, kustomization("6.6.6"), owned)});
    history.change(
        {{production, kustomization("6.6.6")}, {adopted_path, draft.read(adopted_path)}});
    CHECK(history.judge().is_good() == is_new);
  }
}

TEST_CASE("an image that went with an adoption does not come back with another as a first one") {
  const Owned owned =
      Territory(config::parse(config_text(), "relctl.yaml")).rights(production).owned();
  const auto listed = [](const Adopted& adopted) {
    plan::Draft draft(tree_with({}));
    write_adopted(draft, {adopted});
    return draft.read(adopted_path);
  };
  for (const std::string tag : {"0.8.0", "6.6.6"}) {
    CAPTURE(tag);
    GuardedHistory history;
    history.change(
        {{production, "-"}, {adopted_path, listed(adopt(production, std::nullopt, {}))}});
    CHECK(faults(history.judge()) == "");
    const std::string text = kustomization(tag);
    history.change({{production, text}, {adopted_path, listed(adopt(production, text, owned))}});
    CHECK(history.judge().is_good() == (tag == "0.8.0"));
  }
}

TEST_CASE("an adoption changes what is around an image, and not what a workload runs") {
  const std::string app = "deploy/production/app.yaml";
  const std::string before = kustomization("0.8.0");
  const std::string patch =
      "patches:\n  - target: {kind: Pod}\n    patch: |-\n      - op: replace\n"
      "        path: /spec/containers/0/image\n        value: ";
  const struct {
    std::string text;
    bool is_good;
  } cases[] = {
      {before + "namePrefix: a-\n", true},
      {before + "    newName: evil.example.org/x\n", false},
      {before + "    newName: ghcr.io/acme/sample:6.6.6\n", false},
      {before + patch + "evil.example.org/x:1\n", false},
      {before + patch + "ghcr.io/acme/sample:6.6.6\n", true},  // the entry of images comes behind
      {before + "replacements:\n  - source: {kind: Pod, fieldPath: metadata.name}\n    targets:\n"
                "      - select: {kind: Pod}\n        fieldPaths: [spec.containers.0.image]\n"
                "        options: {delimiter: ':', index: 1}\n",
       false},
      {before + "components: [https://example.org/x?ref=1]\n", false},
  };
  const Owned owned =
      Territory(config::parse(config_text(), "relctl.yaml")).rights(production).owned();
  for (const auto& [text, is_good] : cases) {
    CAPTURE(text);
    Files files = start();
    files[app] = app_manifest();
    GuardedHistory history(files);
    plan::Draft draft(tree_with({}));
    write_adopted(draft, {adopt(production, text, owned)});
    history.change({{production, text}, {adopted_path, draft.read(adopted_path)}});
    const Judgement judgement = history.judge();
    CHECK_MESSAGE(judgement.is_good() == is_good, faults(judgement));
  }
}

TEST_CASE(
    "what an environment on another branch had is read there, and not in a folder of its name") {
  Files files = start();
  files[staging] = kustomization("0.7.0");
  for (const std::string tag : {"0.7.0", "0.9.0", "6.6.6"}) {
    CAPTURE(tag);
    GuardedHistory history(files);
    const ObjectId main = history.repository.commit("main", {}, start());
    history.change({{production, kustomization(tag)}, {"VERSION", tag + "\n"}});
    GuardRange range{history.base, history.tip, {history.base}, history.repository.tags};
    range.lines.makes_releases = false;
    range.lines.elsewhere["dev"] = {history.repository.history, "main", main};
    range.lines.elsewhere["staging"] = {history.repository.history, "main", main};
    const config::Config config = config::parse(config_text(), "relctl.yaml");
    CHECK(guard(config, *history.repository.history, range).is_good() == (tag == "0.9.0"));
    range.lines.elsewhere["staging"] = {nullptr, "main", std::nullopt};
    CHECK_THROWS_AS(guard(config, *history.repository.history, range), Error);
  }
}

TEST_CASE("an adoption gives an image no other name where the path cannot be built") {
  Files files = start();
  files[production] =
      "resources:\n  - https://example.org/x?ref=1\nimages:\n"
      "  - name: ghcr.io/acme/sample\n    newTag: 0.8.0\n  - name: busybox\n";
  const Owned owned =
      Territory(config::parse(config_text(), "relctl.yaml")).rights(production).owned();
  for (const std::string name : {"ghcr.io/acme/sample", "busybox"}) {
    CAPTURE(name);
    const std::string entry = "  - name: " + name + "\n";
    std::string text = files[production];
    text.replace(text.find(entry), entry.size(), entry + "    newName: evil.example.org/x\n");
    GuardedHistory history(files);
    plan::Draft draft(tree_with({}));
    write_adopted(draft, {adopt(production, text, owned)});
    history.change({{production, text}, {adopted_path, draft.read(adopted_path)}});
    CHECK(history.judge().is_good() == (name == "busybox"));
  }
}

TEST_CASE("an adopted file goes as it came: with its entry, and where there was none before") {
  const std::string extra = "deploy/dev/extra.yaml";
  const std::string first = "deploy/dev/app.yaml";
  const std::string text = "kind: ConfigMap\n";
  plan::Draft draft(tree_with({}));
  write_adopted(draft, {adopt(extra, text, {}), adopt(first, "spec:\n  replicas: 2\n", {})});
  const auto is_good = [&](const Files& undone) {
    GuardedHistory history;
    history.change({{extra, text}, {adopted_path, draft.read(adopted_path)}});
    REQUIRE(faults(history.judge()) == "");
    history.change(undone);
    return history.judge().is_good();
  };
  CHECK(is_good({{extra, "-"}, {adopted_path, "-"}}));
  CHECK_FALSE(is_good({{extra, "-"}}));
  CHECK_FALSE(is_good({{first, "-"}, {adopted_path, "-"}}));
}

TEST_CASE("an adoption of content that its commit does not have is a finding") {
  GuardedHistory history;
  plan::Draft draft(tree_with({}));
  write_adopted(draft, {adopt("deploy/dev/extra.yaml", "kind: Secret\n", {})});
  history.change({{adopted_path, draft.read(adopted_path)}});
  CHECK(faults(history.judge()).find("that the commit does not have") != std::string::npos);
}

TEST_CASE("holds are changed and lifted by the operations of the commit's trailers alone") {
  plan::Draft draft(tree_with({}));
  deploy::write_holds(
      draft, "production",
      {{"sample", "sample", "0.8.0", "freeze", std::nullopt, operation_date(), "Ada"}});
  const std::string path = deploy::holds_path("production");
  const std::string text = draft.read(path);
  const std::vector<record::ServiceRecord> services = {{"sample", "0.8.0", std::nullopt}};
  const std::string by_hand = "chore: tidy";
  const std::string held = operation_message("hold", "production", services);
  const std::string lifted = operation_message("unhold", "production", services);
  const auto is_good = [&](const std::string& before, const std::string& after,
                           const std::string& message) {
    Files files = start();
    if (!before.empty()) files[path] = before;
    GuardedHistory history(files);
    history.change({{path, after.empty() ? "-" : after}}, message);
    return history.judge().is_good();
  };
  CHECK(is_good("", text, held));
  CHECK(is_good("", text, by_hand));
  CHECK(is_good(text, "", lifted));
  CHECK_FALSE(is_good(text, "", by_hand));
  CHECK_FALSE(is_good(text, "", held));
  const std::string weaker = std::regex_replace(text, std::regex("0\\.8\\.0"), "9.9.9");
  CHECK_FALSE(is_good(text, weaker, by_hand));
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
  CHECK(finding.remedy == "relctl promote production --service sample");
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
  history.change({{"deploy/production/app.yaml", "spec:\n  replicas: 9\n"}});
  CHECK(history.judge().findings.size() == 4);
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

TEST_CASE(
    "a service whose version is not known is held and let go by its environment's operations") {
  plan::Draft draft(tree_with({}));
  deploy::Hold hold;
  hold.service = "sample";
  hold.reason = "broken login";
  hold.since = operation_date();
  deploy::write_holds(draft, "dev", {hold});
  GuardedHistory history;
  history.change({{deploy::holds_path("dev"), draft.read(deploy::holds_path("dev"))}},
                 operation_message("hold", "dev"));
  history.change({{deploy::holds_path("dev"), "-"}}, operation_message("unhold", "dev"));
  CHECK(faults(history.judge()) == "");
}

/// A service with tags alone, and a commit whose trailers say that an operation wrote 9.9.9 to dev.
class Forged {
 public:
  explicit Forged(const std::vector<std::string>& tags_of_first) {
    record::Record bump = record_of("bump");
    bump.tags = tags_of_first;
    const Files files = {{"relctl.yaml", text}, {dev, kustomization("1.0.0")}};
    base = history.repository.commit("first\n\n" + record::write_trailers(bump), {}, files);
    record::Record promotion = record_of("promote");
    promotion.environment = "dev";
    promotion.images = {{"dev", "ghcr.io/acme/sample", "9.9.9", std::nullopt}};
    tip = history.repository.commit("forged\n\n" + record::write_trailers(promotion), {base},
                                    {{"relctl.yaml", text}, {dev, kustomization("9.9.9")}});
  }

  [[nodiscard]] Judgement judge(Lack lack) const {
    GuardRange range{base, tip, {base}, history.repository.tags};
    range.lack = lack;
    return guard(config::parse(text, "relctl.yaml"), *history.repository.history, range);
  }

  static record::Record record_of(const std::string& operation) {
    record::Record record;
    record.operation = operation;
    record.id = std::string(32, 'a');
    record.tool = "0.1.0";
    return record;
  }

  inline static const std::string text =
      "format: 1\nservices: {sample: {images: [ghcr.io/acme/sample]}}\n"
      "environments: [{name: dev, path: deploy/dev}]\ngenerated: [deploy]\n";
  GuardedHistory history;
  ObjectId base;
  ObjectId tip;
};

TEST_CASE(
    "trailers are believed where releases are made elsewhere, not where the tags are missing") {
  CHECK(Forged({}).judge(Lack::nothing).is_good());
  CHECK_THROWS_AS(Forged({}).judge(Lack::tags), Error);
  CHECK_THROWS_AS(Forged({}).judge(Lack::history), Error);
  CHECK_THROWS_AS(Forged({"v1.0.0"}).judge(Lack::nothing), Error);
  CHECK(Forged({"other/1.0.0"}).judge(Lack::nothing).is_good());
  Forged known({"v1.0.0"});
  known.history.repository.tag("v1.0.0", known.base);
  CHECK_FALSE(known.judge(Lack::nothing).is_good());
}

TEST_CASE("an invented version is no finding where the tags that could tell are missing") {
  GuardedHistory history;
  history.change({{production, kustomization("9.9.9")}});
  GuardRange range{history.base, history.tip, {history.base}, history.repository.tags};
  range.lack = Lack::tags;
  const config::Config config = config::parse(config_text(), "relctl.yaml");
  CHECK_THROWS_AS(guard(config, *history.repository.history, range), Error);
  history.repository.tag("v1.0.0", history.base);
  range.tags = history.repository.tags;
  CHECK_FALSE(guard(config, *history.repository.history, range).is_good());
}

}  // namespace
}  // namespace relctl::judge
