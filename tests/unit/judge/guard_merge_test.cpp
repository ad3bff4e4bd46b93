// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "deploy/holds.hpp"
#include "judge/guard.hpp"
#include "judge/guarded_history.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

TEST_CASE("a merge may have what a parent has") {
  GuardedHistory history;
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

/// A merge of two commits over one, and what the merge makes of one file.
struct MergeRow {
  std::string name;
  std::string base;
  std::string ours;
  std::string theirs;
  std::string merged;
  bool good;
};

/// Both sides are honest: what they did was adopted.
void check_merge(const MergeRow& row) {
  GuardedHistory history;
  Files files = start();
  const auto with = [&](const std::string& text) {
    files[staging] = text;
    return files;
  };
  const ObjectId base = history.add("base", {history.tip}, with(row.base));
  const ObjectId ours = history.add("ours", {base}, with(row.ours));
  const ObjectId theirs = history.add("theirs", {base}, with(row.theirs));
  history.add("merge", {ours, theirs}, with(row.merged));
  const Judgement judgement =
      guard(config::parse(config_text(), "relctl.yaml"), *history.repository.history,
            {base, history.tip, {ours, theirs}, history.repository.tags, false});
  const std::string found = faults(judgement);
  CAPTURE(row.name);
  CAPTURE(found);
  CHECK(judgement.commits == 1);
  CHECK(judgement.is_good() == row.good);
}

const std::string head = "resources:\n  - app.yaml\n";
const std::string one = "  - name: ghcr.io/acme/sample\n    newTag: 0.9.0\n";
const std::string bumped = "  - name: ghcr.io/acme/sample\n    newTag: 1.0.0\n";
const std::string other = "  - name: ghcr.io/acme/sample\n    newTag: 0.8.0\n";
const std::string side = "  - name: busybox\n    newTag: \"1.36\"\n";
const std::string proxy = "  - name: envoy\n    newTag: v1\n";

TEST_CASE("a merge may have what git makes of both sides inside one file") {
  const std::string images = "images:\n";
  const std::string prefix = "namePrefix: a-\n";
  const std::vector<MergeRow> rows = {
      {"one adds an entry, the other bumps another", head + images + one + side,
       head + images + one + side + proxy, head + images + bumped + side,
       head + images + bumped + side + proxy, true},
      {"one adds a resource, the other bumps", head + images + one,
       "resources:\n  - new.yaml\n  - app.yaml\n" + images + one, head + images + bumped,
       "resources:\n  - new.yaml\n  - app.yaml\n" + images + bumped, true},
      {"each adds a resource, at the two ends", "resources:\n  - a.yaml\n  - b.yaml\n",
       "resources:\n  - 0.yaml\n  - a.yaml\n  - b.yaml\n",
       "resources:\n  - a.yaml\n  - b.yaml\n  - c.yaml\n",
       "resources:\n  - 0.yaml\n  - a.yaml\n  - b.yaml\n  - c.yaml\n", true},
      {"each adds a resource, at the same place", head, head + "  - x.yaml\n",
       head + "  - y.yaml\n", head + "  - x.yaml\n  - y.yaml\n", true},
      {"each adds a resource, and the merge one more", head, head + "  - x.yaml\n",
       head + "  - y.yaml\n", head + "  - x.yaml\n  - y.yaml\n  - z.yaml\n", false},
      {"each adds an entry, at the same place", head + images + one, head + images + one + side,
       head + images + one + proxy, head + images + one + proxy + side, true},
      {"both changed neighbouring lines, and one side of each was taken",
       head + images + one + side, head + prefix + images + bumped + side,
       head + "namePrefix: b-\n" + images + other + side, head + prefix + images + other + side,
       true},
      {"neighbouring lines, and a value that neither has", head + images + one + side,
       head + prefix + images + bumped + side, head + "namePrefix: b-\n" + images + other + side,
       head + "namePrefix: c-\n" + images + other + side, false},
      {"neighbouring lines, and a tag that neither has", head + images + one,
       head + prefix + images + bumped, head + images + other,
       head + prefix + images + "  - name: ghcr.io/acme/sample\n    newTag: 6.6.6\n", false},
      {"one reformatted and added a field, the other bumped and added another", head + images + one,
       "namePrefix: a-\nresources: [app.yaml]\nimages: [{name: ghcr.io/acme/sample, newTag: "
       "0.9.0}]\n",
       head + images + bumped + "nameSuffix: -b\n",
       "namePrefix: a-\nresources: [app.yaml]\nimages: [{name: ghcr.io/acme/sample, newTag: "
       "1.0.0}]\nnameSuffix: -b\n",
       true},
      {"one reformatted, the other bumped, and the merge gives the image another name",
       head + images + one,
       "resources: [app.yaml]\nimages: [{name: ghcr.io/acme/sample, newTag: 0.9.0}]\n",
       head + images + bumped,
       "resources: [app.yaml]\nimages: [{name: ghcr.io/acme/sample, newName: evil.example/x, "
       "newTag: 1.0.0}]\n",
       false},
      {"both keys of a conflict kept in one mapping", head + images + one,
       head + "namePrefix: a-\n" + images + one, head + "namePrefix: b-\n" + images + one,
       head + "namePrefix: a-\nnamePrefix: b-\n" + images + one, false},
      {"lines that look like conflict markers", "# <<<<<<< a\n" + head + images + one + side,
       "# <<<<<<< a\n" + head + images + one + side + proxy,
       "# <<<<<<< a\n" + head + images + bumped + side,
       "# <<<<<<< a\n" + head + images + bumped + side + proxy, true},
  };
  for (const MergeRow& row : rows)
    check_merge(row);
}

TEST_CASE("a digest goes with its tag where a conflict was resolved") {
  const std::string with = bumped + "    digest: " + digest + "\n";
  check_merge({"the tag of one, the digest of the other", head + "images:\n" + one,
               head + "images:\n" + with, head + "images:\n" + other,
               head + "images:\n" + other + "    digest: " + digest + "\n", false});
}

TEST_CASE("three branches merged at once may have what git makes of them") {
  GuardedHistory history;
  Files files = start();
  const auto with = [&](const std::string& text) {
    files[staging] = text;
    return files;
  };
  const std::string tail = "images:\n" + one + "nameSuffix: -x\n";
  const ObjectId base = history.add("base", {history.tip}, with(head + tail));
  const ObjectId a =
      history.add("a", {base}, with("resources:\n  - 0.yaml\n  - app.yaml\n" + tail));
  const ObjectId b =
      history.add("b", {base}, with(head + "images:\n" + bumped + "nameSuffix: -x\n"));
  const ObjectId c = history.add("c", {base}, with(head + tail + "namespace: n\n"));
  const std::string all =
      "resources:\n  - 0.yaml\n  - app.yaml\nimages:\n" + bumped + "nameSuffix: -x\nnamespace: ";
  for (const bool good : {true, false}) {
    history.add("merge", {a, b, c}, with(all + (good ? "n\n" : "m\n")));
    const Judgement judgement =
        guard(config::parse(config_text(), "relctl.yaml"), *history.repository.history,
              {base, history.tip, {a, b, c}, history.repository.tags, false});
    CHECK(judgement.is_good() == good);
  }
}

TEST_CASE("lists of relctl's own may be merged") {
  GuardedHistory history;
  const auto with = [&](const std::vector<std::pair<std::string, std::string>>& services) {
    Files files = start();
    plan::Draft draft(tree_with({}));
    std::vector<deploy::Hold> holds;
    for (const auto& [service, minute] : services) {
      holds.emplace_back();
      holds.back().service = service;
      holds.back().since = operation_date(minute);
    }
    deploy::write_holds(draft, "dev", holds);
    files[deploy::holds_path("dev")] = draft.read(deploy::holds_path("dev"));
    return files;
  };
  const auto held = [](const std::string& minute) {
    return operation_message("hold", "dev", {}, minute);
  };
  const ObjectId base = history.add(held("01"), {history.tip}, with({{"b", "01"}}));
  const ObjectId ours = history.add(held("02"), {base}, with({{"b", "01"}, {"d", "02"}}));
  const ObjectId theirs = history.add(held("03"), {base}, with({{"b", "01"}, {"c", "03"}}));
  Files merged = with({{"b", "01"}, {"d", "02"}});
  const std::string behind = with({{"c", "03"}}).at(deploy::holds_path("dev"));
  merged[deploy::holds_path("dev")] += behind.substr(behind.find("  - "));
  history.add("merge", {ours, theirs}, merged);
  CHECK(faults(history.judge()) == "");
}

/// Holds of production, as the file that has them.
std::string production_holds(const std::vector<std::string>& ids) {
  plan::Draft draft(tree_with({}));
  std::vector<deploy::Hold> holds;
  for (const std::string& id : ids) {
    holds.emplace_back();
    holds.back().id = id;
    holds.back().since = operation_date();
    holds.back().by = "Ada";
  }
  deploy::write_holds(draft, "production", holds);
  return draft.read(deploy::holds_path("production"));
}

TEST_CASE(
    "a merge that chooses the side without a hold, or with an older relctl.yaml, is a finding") {
  const std::string path = deploy::holds_path("production");
  Files open = start();
  open["relctl.yaml"] = config_text("  - {name: production, path: deploy/production}\n");
  Files law = start();
  law[path] = production_holds({"aaaa"});
  Files without_hold = law;
  without_hold.erase(path);
  Files unguarded = law;
  unguarded["relctl.yaml"] = open["relctl.yaml"];
  const struct {
    Files merged;
    std::string found;
  } cases[] = {{law, ""}, {without_hold, path}, {unguarded, "relctl.yaml"}};
  for (const auto& [merged, found] : cases) {
    for (const bool is_first : {true, false}) {
      CAPTURE(found);
      GuardedHistory history(open);
      const ObjectId root = history.base;
      history.base = history.add("law", {root}, law);
      Files beside = open;
      beside["main.cpp"] = "int x;";
      const ObjectId side = history.add("beside", {root}, beside);
      Files both = merged;
      both["main.cpp"] = "int x;";
      history.add("merge",
                  is_first ? std::vector{history.base, side} : std::vector{side, history.base},
                  both);
      const Judgement judgement = history.judge();
      CHECK(judgement.is_good() == found.empty());
      if (!judgement.findings.empty()) CHECK(judgement.findings.front().path == found);
      if (found == "relctl.yaml") CHECK(history.judge(true).is_good());
    }
  }
}

TEST_CASE("a hold that an operation of a merged branch lifted is gone, and others are not") {
  const std::string path = deploy::holds_path("production");
  Files held = start();
  held[path] = production_holds({"aaaa", "bbbb"});
  Files left = held;
  left[path] = production_holds({"bbbb"});
  GuardedHistory history(held);
  record::Record lift;
  lift.operation = "unhold";
  lift.id = std::string(32, 'a');
  lift.environment = "production";
  lift.holds = {"aaaa"};
  lift.tool = "0.1.0";
  const ObjectId lifted =
      history.add("chore: unhold\n\n" + record::write_trailers(lift), {history.base}, left);
  history.add("merge", {history.base, lifted}, left);
  CHECK(faults(history.judge()) == "");
  left.erase(path);
  const ObjectId side = history.add("beside", {lifted}, left);
  history.add("merge", {lifted, side}, left);
  CHECK_FALSE(history.judge().is_good());
}

}  // namespace
}  // namespace relctl::judge
