// SPDX-License-Identifier: MIT
#include "judge/guard.hpp"

#include <regex>

#include <doctest/doctest.h>

#include "judge/guarded_history.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

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
       "staging/kustomization.yaml|images[name=\"ghcr.io/acme/sample\"]|tag 1.0.1 of"},
      {"an invented version with a digest in two environments",
       {{"VERSION", "9.9.9\n"},
        {dev, kustomization("9.9.9") + "    digest: " + digest + "\n"},
        {production, kustomization("9.9.9") + "    digest: " + digest + "\n"}},
       "tag 9.9.9 with digest"},
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
      {"a value with a tag", {{production, kustomization("!!str 0.8.0")}}, "the tag"},
      {"a number of YAML's", {{production, kustomization("!!int 0.8.0")}}, "the tag"},
      {"a line end that only YAML 1.1 knows",
       {{production, kustomization("0.8.0 # \xc2\x85    newTag: 1.0.0")}},
       "the character U+0085"},
      {"another one",
       {{production, "# \xe2\x80\xa8\n" + kustomization("0.8.0")}},
       "the character U+2028"},
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
    GuardedHistory history;
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
    GuardedHistory history;
    auto tree = tree_with(start());
    tree->put(dev, kustomization("1.0.0"), mode);
    history.tip = history.repository.history->add("mode", {history.tip}, tree);
    CHECK(history.judge().findings.size() == 1);
  }
}

}  // namespace
}  // namespace relctl::judge
