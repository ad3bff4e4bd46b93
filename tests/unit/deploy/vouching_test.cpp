// SPDX-License-Identifier: MIT
#include "deploy/vouching.hpp"

#include <doctest/doctest.h>

#include "deploy/rendered_world.hpp"

namespace relctl::deploy {
namespace {

/// The newest commit that may be rendered for `environment`, as the last commit leaves the others.
std::optional<ObjectId> newest(const RenderedWorld& world, const std::string& environment) {
  const auto state = world.repository.history->tree(world.tip);
  RenderMemory memory;
  Vouching vouching(
      world.config, *world.repository.history, [&](const RenderTarget&) { return state; },
      world.tip, memory);
  return vouching.newest(world.target(environment));
}

}  // namespace

TEST_CASE("an environment vouches for what it has, and promotions go one step at a time") {
  struct Row {
    std::string edited;      ///< the file that the last commit changes
    bool is_generated;       ///< dev shows the last commit
    bool staging_gets_last;  ///< what staging may get is the last commit, not the one before
    bool live_gets_last;     ///< likewise
  };
  const std::vector<Row> rows = {
      {"base/app.yaml", false, false, false},
      {"base/app.yaml", true, true, false},
      {"overlays/dev/kustomization.yaml", false, false, false},
      {"overlays/dev/kustomization.yaml", true, true, true},
      {"overlays/staging/kustomization.yaml", false, true, false},
      {"overlays/live/kustomization.yaml", false, true, true},
      {"README.md", false, true, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.edited);
    CAPTURE(row.is_generated);
    RenderedWorld world;
    const ObjectId first = world.commit();
    for (const char* name : {"dev", "staging", "live"})
      world.render(name, first);
    const ObjectId deployed = world.commit();
    if (row.edited == "base/app.yaml") world.base("two");
    if (row.edited != "base/app.yaml") world.files[row.edited] += "namePrefix: a-\n";
    const ObjectId last = world.commit();
    if (row.is_generated) world.render("dev", last);
    world.commit();
    const auto is_last = [&](const std::optional<ObjectId>& commit) {
      REQUIRE(commit);
      return *commit != first && *commit != deployed;
    };
    CHECK(newest(world, "dev") == world.tip);
    CHECK(is_last(newest(world, "staging")) == row.staging_gets_last);
    CHECK(is_last(newest(world, "live")) == row.live_gets_last);
  }
}

TEST_CASE("an environment that was never rendered, or was edited by hand, vouches for nothing") {
  RenderedWorld world;
  const ObjectId first = world.commit();
  CHECK_FALSE(newest(world, "staging"));
  world.render("dev", first);
  world.commit();
  CHECK(newest(world, "staging") == world.tip);
  CHECK_FALSE(newest(world, "live"));
  world.files["deploy/dev/dev_pod_app.yaml"] += "# by hand\n";
  world.commit();
  CHECK_FALSE(newest(world, "staging"));
}

TEST_CASE("an environment that is not rendered says nothing, and those before it are asked") {
  RenderedWorld world(
      "  - {name: dev, path: deploy/dev, render: overlays/dev}\n"
      "  - {name: staging, path: deploy/staging}\n"
      "  - {name: live, path: deploy/live, render: overlays/live}\n");
  const ObjectId first = world.commit();
  world.render("dev", first);
  const ObjectId deployed = world.commit();
  world.base("two");
  world.commit();
  CHECK(newest(world, "live") == deployed);
}

TEST_CASE("with several environments before it, a commit is one that all of them vouch for") {
  RenderedWorld world(
      "  - {name: east, path: deploy/east, render: overlays/east}\n"
      "  - {name: west, path: deploy/west, render: overlays/west, after: []}\n"
      "  - {name: live, path: deploy/live, render: overlays/live, after: [east, west]}\n");
  const ObjectId first = world.commit();
  world.render("east", first);
  world.render("west", first);
  const ObjectId both = world.commit();
  world.base("two");
  const ObjectId second = world.commit();
  world.render("east", second);
  world.commit();
  CHECK_FALSE(newest(world, "live"));
  world.render("west", second);
  world.commit();
  CHECK(newest(world, "live") == world.tip);
  CHECK(newest(world, "live") != both);
}

TEST_CASE("the commit of a squashed branch is known again by the files that were read") {
  RenderedWorld world;
  const ObjectId first = world.commit();
  const ObjectId gone = world.repository.commit("on a branch", {first}, [&] {
    RenderedWorld branch;
    branch.base("two");
    return branch.files;
  }());
  world.render("dev", gone);
  world.base("two");
  const ObjectId squashed = world.commit();
  CHECK(newest(world, "staging") == squashed);
}

TEST_CASE("equal inputs are rendered once, for whatever commit and path they are asked") {
  RenderedWorld world;
  const ObjectId first = world.commit();
  world.files["README.md"] = "more";
  const ObjectId second = world.commit();
  world.base("two");
  const ObjectId third = world.commit();
  RenderMemory memory;
  const auto& history = *world.repository.history;
  const std::vector<kustomize::ImageSetting> images = {{"acme/app", "1.0.0", std::nullopt}};
  const auto render = [&](const ObjectId& commit) {
    return memory.render(*history.tree(commit), commit, world.target("dev"), images);
  };
  CHECK(render(first) == render(second));
  CHECK(render(first) != render(third));
  CHECK(memory.render(*history.tree(first), first, world.target("live"), images) != render(first));
  world.files.erase("base/app.yaml");
  const ObjectId broken = world.commit();
  CHECK(render(broken) == nullptr);
}

}  // namespace relctl::deploy
