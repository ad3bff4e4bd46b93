// SPDX-License-Identifier: MIT
#include "plan/guard.hpp"

#include <regex>

#include <doctest/doctest.h>

#include "plan/adopted.hpp"
#include "plan/holds.hpp"
#include "plan/sample.hpp"

namespace relctl::plan {
namespace {

constexpr const char* guarded =
    "  - {name: production, path: deploy/production, carry: [limits.yaml, {path: app.yaml, keys: "
    "[spec.replicas]}]}\n"
    "generated: [deploy]\n";
const std::string dev = "deploy/dev/kustomization.yaml";
const std::string staging = "deploy/staging/kustomization.yaml";
const std::string production = "deploy/production/kustomization.yaml";
const std::string digest = "sha256:" + std::string(64, 'a');

std::string config_text(const std::string& more = guarded) {
  return "format: 1\n"
         "services:\n"
         "  sample:\n"
         "    version_files: [VERSION]\n"
         "    images: [ghcr.io/acme/sample]\n"
         "environments:\n"
         "  - {name: dev, path: deploy/dev}\n"
         "  - {name: staging, path: deploy/staging}\n" +
         more;
}

Files start() {
  return {{"VERSION", "1.0.0\n"},
          {"relctl.yaml", config_text()},
          {"main.cpp", "int main() {}"},
          {dev, kustomization("1.0.0")},
          {staging, kustomization("0.9.0")},
          {production, kustomization("0.8.0")},
          {"deploy/dev/app.yaml", "spec:\n  replicas: 2\n"},
          {"deploy/production/app.yaml", "spec:\n  replicas: 1\n"}};
}

/// Commits on commits; every one is judged but the first.
class History {
 public:
  explicit History(const Files& files = start()) { tip = add("first", {}, files); }

  ObjectId add(const std::string& message, const std::vector<ObjectId>& parents,
               const Files& files) {
    files_ = files;
    tip = repository.commit(message, parents, files);
    if (base.is_zero()) base = tip;
    return tip;
  }
  ObjectId change(const Files& changes, const std::string& message = "change") {
    Files files = files_;
    for (const auto& [path, content] : changes) {
      if (content == "-") files.erase(path);
      if (content != "-") files[path] = content;
    }
    return add(message, {tip}, files);
  }

  Judgement judge(bool allow_config = false) const {
    return guard(config::parse(config_text(), "relctl.yaml"), *repository.history,
                 {base, tip, {base}, repository.tags, allow_config});
  }

  Repository repository;
  ObjectId base;
  ObjectId tip;

 private:
  Files files_;
};

std::string faults(const Judgement& judgement) {
  std::string text;
  for (const Finding& finding : judgement.findings) {
    text += finding.path + '|' + finding.field + '|' + finding.what + '\n';
  }
  return text;
}

TEST_CASE("a change is judged by what it does to generated files") {
  struct Row {
    std::string name;
    Files changes;
    std::string fault;  ///< found in the finding; empty: there is none
  };
  const std::string changed = "no operation changes this field";
  const std::vector<Row> rows = {
      {"source alone", {{"main.cpp", "int x;"}}, ""},
      {"a release to dev", {{"VERSION", "1.0.1\n"}, {dev, kustomization("1.0.1")}}, ""},
      {"an invented tag in dev", {{dev, kustomization("9.9.9")}}, "tag 9.9.9 of ghcr.io"},
      {"an invented tag beside a release",
       {{"VERSION", "1.0.1\n"}, {dev, kustomization("1.0.2")}},
       "tag 1.0.2 of"},
      {"a promotion of dev's version", {{staging, kustomization("1.0.0")}}, ""},
      {"a promotion over an environment", {{production, kustomization("1.0.0")}}, ""},
      {"a release and its promotions squashed",
       {{"VERSION", "1.0.1\n"},
        {dev, kustomization("1.0.1")},
        {staging, kustomization("1.0.1")},
        {production, kustomization("1.0.1")}},
       ""},
      {"a release written to staging alone",
       {{"VERSION", "1.0.1\n"}, {staging, kustomization("1.0.1")}},
       "tag 1.0.1 of"},
      {"staging's version in dev", {{dev, kustomization("0.9.0")}}, "tag 0.9.0 of"},
      {"an invented tag in production", {{production, kustomization("6.6.6")}}, "tag 6.6.6 of"},
      {"another name for the image",
       {{dev,
         "resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newName: "
         "evil.example/sample\n    newTag: 1.0.0\n"}},
       changed},
      {"an image that nobody configured",
       {{dev, kustomization("1.0.0") + "  - name: other\n    newTag: 1.0.0\n"}},
       changed},
      {"another resource",
       {{dev,
         "resources: [other.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n"}},
       changed},
      {"a comment alone", {{dev, "# hello\n" + kustomization("1.0.0")}}, "changed by hand"},
      {"a digest out of nowhere",
       {{staging, kustomization("0.9.0") + "    digest: " + digest + "\n"}},
       "with digest sha256:aaa"},
      {"a release to dev with its digest",
       {{"VERSION", "1.0.1\n"}, {dev, kustomization("1.0.1") + "    digest: " + digest + "\n"}},
       ""},
      {"another digest for the tag that is there",
       {{dev, kustomization("1.0.0") + "    digest: " + digest + "\n"}},
       "with digest sha256:aaa"},
      {"the tag taken away",
       {{dev, "resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/sample\n"}},
       "was taken away"},
      {"a new file", {{"deploy/dev/extra.yaml", "kind: Secret\n"}}, "a new file"},
      {"a new file outside", {{"overlays/extra.yaml", "kind: Secret\n"}}, ""},
      {"a file deleted", {{dev, "-"}}, "deleted by hand"},
      {"a carried key", {{"deploy/production/app.yaml", "spec:\n  replicas: 3\n"}}, "the value"},
      {"a key that is not carried", {{"deploy/dev/app.yaml", "spec:\n  replicas: 3\n"}}, changed},
      {"a file of relctl's own", {{".relctl/notes.yaml", "a: 1\n"}}, "no such file"},
      {"holds that relctl did not write", {{".relctl/holds/dev.yaml", "holds: []\n"}}, "not as"},
      {"generated paths that go", {{"relctl.yaml", config_text("")}}, "guarded no more"},
      {"an environment elsewhere",
       {{"relctl.yaml", config_text("  - {name: production, path: other}\n"
                                    "generated: [deploy]\n")}},
       "it was changed"},
      {"a broken configuration", {{"relctl.yaml", "format: ["}}, "it cannot be read"},
      {"an environment between others",
       {{"relctl.yaml",
         config_text("  - {name: load, path: deploy/load}\n" + std::string(guarded))}},
       "production.after"},
      {"one more environment",
       {{"relctl.yaml", std::regex_replace(config_text(), std::regex("generated"),
                                           "  - {name: load, path: deploy/load}\ngenerated")}},
       ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    History history;
    history.change(row.changes);
    const Judgement judgement = history.judge();
    const std::string found = faults(judgement);
    CAPTURE(found);
    CHECK(judgement.is_good() == row.fault.empty());
    CHECK(found.find(row.fault) != std::string::npos);
    CHECK(judgement.commits == 1);
  }
}

TEST_CASE("modes, symbolic links and submodules are no operation's") {
  for (const Mode mode : {Mode::executable, Mode::symlink, Mode::submodule}) {
    CAPTURE(static_cast<unsigned>(mode));
    History history;
    auto tree = tree_with(start());
    tree->put(dev, kustomization("1.0.0"), mode);
    history.tip = history.repository.history->add("mode", {history.tip}, tree);
    CHECK(history.judge().findings.size() == 1);
  }
}

TEST_CASE("a value that an environment had before may come back") {
  History history;
  history.change({{"VERSION", "1.0.1\n"}, {dev, kustomization("1.0.1")}});
  history.change({{"VERSION", "1.0.2\n"}, {dev, kustomization("1.0.2")}});
  history.change({{dev, kustomization("1.0.0")}}, "rollback, or a revert of both");
  history.change({{staging, kustomization("1.0.1")}}, "what dev had before");
  CHECK(faults(history.judge()) == "");
}

TEST_CASE("a tag of a release is an origin, unless the environment is strict") {
  History history;
  history.change({{production, kustomization("1.5.0")}});
  CHECK_FALSE(history.judge().is_good());
  history.repository.tag("v1.5.0", history.base);
  CHECK(history.judge().is_good());
}

TEST_CASE("trailers make nothing good that is not") {
  History history;
  Record record;
  record.operation = "promote";
  record.id = std::string(32, 'a');
  record.environment = "production";
  record.services = {{"sample", "9.9.9", "0.8.0"}};
  record.images = {{"production", "ghcr.io/acme/sample", "9.9.9", std::nullopt}};
  record.tool = "0.1.0";
  history.change({{production, kustomization("9.9.9")}},
                 "chore(promote): forged\n\n" + write_trailers(record));
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
  History history;
  history.change({{dev, kustomization("9.9.9")}}, "fire\n\nRelctl-Override: the site is down\n");
  const Judgement judgement = history.judge();
  CHECK(judgement.is_good());
  REQUIRE(judgement.findings.size() == 1);
  CHECK(judgement.findings.front().overridden == "the site is down");
}

TEST_CASE("a configuration weakened in an earlier commit of the range protects nobody") {
  History history;
  history.change({{"relctl.yaml", config_text("")}});
  history.change({{production, kustomization("9.9.9")}});
  CHECK(history.judge().findings.size() == 3);
  CHECK(history.judge(true).findings.size() == 1);
}

TEST_CASE("what is carried comes from the environment before") {
  History history;
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
  Draft draft(tree_with({}));
  Owned owned;
  owned.images.insert("ghcr.io/acme/sample");
  write_adopted(draft, {adopt(dev, text, owned), adopt("deploy/dev/app.yaml", std::nullopt, {})});
  const std::string list = draft.read(adopted_path);
  History history;
  history.change({{".relctl/adopted.yaml", list},
                  {"VERSION", "1.0.1\n"},
                  {"deploy/dev/app.yaml", "-"},
                  {dev, "# squashed\n" + kustomization("1.0.1") + "namePrefix: dev-\n"}});
  CHECK(faults(history.judge()) == "");
  history.change({{dev, kustomization("1.0.1") + "namePrefix: other-\n"}});
  CHECK_FALSE(history.judge().is_good());
}

TEST_CASE("holds as relctl writes them are good") {
  Draft draft(tree_with({}));
  Hold hold;
  hold.service = "sample";
  hold.reason = "broken login";
  write_holds(draft, "dev", {hold});
  History history;
  history.change({{holds_path("dev"), draft.read(holds_path("dev"))}});
  history.change({{holds_path("dev"), "-"}});
  CHECK(faults(history.judge()) == "");
}

TEST_CASE("a merge may have what a parent has") {
  History history;
  const ObjectId base = history.tip;
  Files main = start();
  main["VERSION"] = "1.0.1\n";
  main[dev] = kustomization("1.0.1");
  const ObjectId released = history.add("release", {base}, main);
  Files branch = start();
  branch[production] = kustomization("1.0.0");
  const ObjectId promoted = history.add("promote", {base}, branch);
  Files merged = main;
  merged[production] = kustomization("1.0.0");
  SUBCASE("both sides' changes") {
    history.add("merge", {released, promoted}, merged);
    CHECK(faults(history.judge()) == "");
  }
  SUBCASE("a value that neither has") {
    merged[production] = kustomization("7.7.7");
    history.add("evil merge", {released, promoted}, merged);
    CHECK(history.judge().findings.size() == 1);
  }
  SUBCASE("a file that neither has") {
    merged["deploy/dev/extra.yaml"] = "kind: Secret\n";
    history.add("evil merge", {released, promoted}, merged);
    CHECK(history.judge().findings.size() == 1);
  }
  SUBCASE("a file that both have, gone") {
    merged.erase(staging);
    history.add("evil merge", {released, promoted}, merged);
    CHECK(history.judge().findings.size() == 1);
  }
}

}  // namespace
}  // namespace relctl::plan
