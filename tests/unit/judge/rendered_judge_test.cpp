// SPDX-License-Identifier: MIT
#include "judge/rendered_judge.hpp"

#include <functional>

#include <doctest/doctest.h>

#include "deploy/rendered_world.hpp"

namespace relctl::judge {
namespace {

using deploy::RenderedWorld;

const std::string live_pod = "deploy/live/live_pod_app.yaml";
const std::string live_list = "deploy/live/kustomization.yaml";

/// Everything shows the first commit; what follows is judged.
struct JudgedWorld : RenderedWorld {
  ObjectId first;
  ObjectId base_commit;

  JudgedWorld() {
    first = commit();
    for (const char* name : {"dev", "staging", "live"})
      render(name, first);
    base_commit = commit();
  }

  /// The base says two, in a commit of its own.
  ObjectId edit_base() {
    base("two");
    return commit();
  }

  [[nodiscard]] std::string findings(const Lines& lines = {}) const {
    GuardRange range{base_commit, tip, {base_commit}, {}};
    range.lines = lines;
    std::string text;
    for (const Finding& finding : guard(config, *repository.history, range).findings)
      text += finding.path + ": " + finding.what + '\n';
    return text;
  }
};

void replace_in(std::string& text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a rendered path is judged by what it names, and by who vouched for that") {
  struct Row {
    std::string what;
    std::function<void(JudgedWorld&)> change;
    std::string finding;  ///< a part of the one that is found; empty: none
  };
  const std::vector<Row> rows = {
      {"an edit of the base alone", [](JudgedWorld& world) { world.edit_base(); }, ""},
      {"one promotion after the other",
       [](JudgedWorld& world) {
         const ObjectId edited = world.edit_base();
         for (const char* name : {"dev", "staging", "live"}) {
           world.render(name, edited);
           world.commit();
         }
       },
       ""},
      {"dev and staging in one commit, and live behind them",
       [](JudgedWorld& world) {
         const ObjectId edited = world.edit_base();
         world.render("dev", edited);
         world.commit();
         world.render("staging", edited);
         world.render("live", edited);
         world.commit();
       },
       ""},
      {"live before staging",
       [](JudgedWorld& world) {
         const ObjectId edited = world.edit_base();
         world.render("dev", edited);
         world.commit();
         world.render("live", edited);
         world.commit();
       },
       "no environment before live had vouched"},
      {"live goes back to what it had",
       [](JudgedWorld& world) {
         const plan::Files before = world.files;
         const ObjectId edited = world.edit_base();
         for (const char* name : {"dev", "staging", "live"}) {
           world.render(name, edited);
           world.commit();
         }
         for (const auto& [path, text] : before) {
           if (path.starts_with("deploy/live")) world.files[path] = text;
         }
         world.commit();
       },
       ""},
      {"an object by hand",
       [](JudgedWorld& world) {
         replace_in(world.files[live_pod], "one", "two");
         world.commit();
       },
       "it is not what overlays/live renders to"},
      {"the list by hand",
       [](JudgedWorld& world) {
         world.files[live_list] += "namePrefix: evil-\n";
         world.commit();
       },
       "it says more, or other things, than a render writes"},
      {"an object more",
       [](JudgedWorld& world) {
         world.files["deploy/live/more.yaml"] = "kind: Pod\n";
         world.commit();
       },
       "renders to no such object"},
      {"an object less",
       [](JudgedWorld& world) {
         world.files.erase(live_pod);
         world.commit();
       },
       "it is missing"},
      {"inputs that no commit has",
       [](JudgedWorld& world) {
         replace_in(world.files[live_list], "inputs: sha256:", "inputs: sha256:00");
         world.commit();
       },
       "no commit before it has the files of overlays/live"},
      {"another commit's name alone",
       [](JudgedWorld& world) {
         std::string other = world.first.hex();
         other.back() = other.back() == '7' ? '8' : '7';
         replace_in(world.files[live_list], world.first.hex(), other);
         world.commit();
       },
       "which is not here"},
      {"the base and live in one commit",
       [](JudgedWorld& world) {
         const ObjectId edited = world.edit_base();
         world.render("live", edited);
         world.tip = world.base_commit;
         world.commit();
       },
       "no commit before it has the files of overlays/live"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    JudgedWorld world;
    row.change(world);
    const std::string found = world.findings();
    CAPTURE(found);
    CHECK(found.empty() == row.finding.empty());
    CHECK(found.find(row.finding) != std::string::npos);
  }
}

TEST_CASE("on a branch of its own a path is rendered from the other branch, and judged by it") {
  struct Row {
    bool staging_first;  ///< the other branch has promoted staging
    bool from_own_tree;  ///< the commit that is rendered is one of the path's own branch
    std::string finding;
  };
  const std::vector<Row> rows = {
      {true, false, ""},
      {false, false, "no environment before live had vouched"},
      {true, true, "no commit before it has the files of overlays/live"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.staging_first);
    CAPTURE(row.from_own_tree);
    JudgedWorld world;
    const ObjectId edited = world.edit_base();
    if (row.staging_first) {
      world.render("dev", edited);
      world.commit();
      world.render("staging", edited);
    }
    const ObjectId source = world.commit();
    const plan::Place place{world.repository.history, "main", source};
    plan::Files own;
    for (const auto& [path, text] : world.files) {
      if (path.starts_with("deploy/live")) own[path] = text;
    }
    if (row.from_own_tree) {
      for (const auto& [path, text] : world.files)
        own[path] = text;
    }
    world.files = own;
    world.tip = {};
    if (row.from_own_tree) world.base("evil");
    world.base_commit = world.commit();
    world.render("live", row.from_own_tree ? world.base_commit : edited);
    world.commit();
    Lines lines;
    lines.source = place;
    lines.elsewhere = {{"dev", place}, {"staging", place}};
    const std::string found = world.findings(lines);
    CAPTURE(found);
    CHECK(found.empty() == row.finding.empty());
    CHECK(found.find(row.finding) != std::string::npos);
  }
}

TEST_CASE("a branch that is not here is no branch without a commit") {
  JudgedWorld world;
  const ObjectId edited = world.edit_base();
  world.render("live", edited);
  world.commit();
  Lines lines;
  lines.source = plan::Place{nullptr, "main", {}};
  CHECK_THROWS_WITH_AS(world.findings(lines),
                       "branch main, which has what deploy/live shows, is not here", Error);
}

}  // namespace relctl::judge
