// SPDX-License-Identifier: MIT
#include "deploy/rendered_way_back.hpp"

#include <doctest/doctest.h>

#include "deploy/rendered_world.hpp"
#include "record/trailers.hpp"

namespace relctl::deploy {
namespace {

std::string message_of(const std::string& operation) {
  record::Record record;
  record.operation = operation;
  record.id = std::string(32, 'a');
  record.environment = "live";
  record.time = 1'795'424'400;
  record.tool = "0.1.0";
  return "chore: " + operation + "\n\n" + record::write_trailers(record);
}

/// live shows `one` with 1.0.0, then `two` with 1.0.0, then `two` with 1.1.0.
struct ThreeStates {
  RenderedWorld world;
  std::vector<plan::Files> states;

  ThreeStates() {
    const ObjectId first = world.commit();
    promote(first, "1.0.0");
    world.base("two");
    const ObjectId second = world.commit();
    promote(second, "1.0.0");
    promote(second, "1.1.0");
  }

  void promote(const ObjectId& revision, const std::string& tag) {
    world.render("live", revision, tag);
    world.commit(message_of("promote"));
    states.push_back(world.files);
  }

  void go_back_to(std::size_t state) {
    world.files = states[state];
    world.commit(message_of("rollback"));
  }

  [[nodiscard]] RenderedWayBack way(const std::optional<RanVersion>& asked = {}) const {
    return rendered_way_back({world.repository.history, "main", world.tip}, world.target("live"),
                             asked);
  }

  /// True when `found` is what the path held in the state.
  [[nodiscard]] bool is_state(const std::optional<RenderedState>& found, std::size_t state) const {
    if (!found) return false;
    const auto tree = plan::tree_with(states[state]);
    return found->path.runs_the_same(*read_rendered(*tree, "deploy/live", {}));
  }
};

}  // namespace

TEST_CASE("a path goes back to its last state, and its manifests to the last other ones") {
  const ThreeStates history;
  const RenderedWayBack way = history.way();
  CHECK(history.is_state(way.before, 1));
  CHECK(history.is_state(way.manifests, 0));
  CHECK_FALSE(way.came_by_rollback);
}

TEST_CASE("what was rolled back from is no way back, until it is promoted again") {
  ThreeStates history;
  history.go_back_to(1);
  CHECK(history.way().came_by_rollback);
  CHECK(history.is_state(history.way().before, 0));
  history.go_back_to(0);
  CHECK_FALSE(history.way().before);
  history.promote(history.world.tip, "1.1.0");
  CHECK_FALSE(history.way().came_by_rollback);
  CHECK(history.is_state(history.way().before, 0));
}

TEST_CASE("a version is gone back to in the last state in which it ran") {
  const ThreeStates history;
  const config::Service& app = history.world.config.services.front();
  CHECK(history.is_state(history.way(RanVersion{&app, "1.0.0"}).asked, 1));
  CHECK_FALSE(history.way(RanVersion{&app, "0.9.0"}).asked);
}

TEST_CASE("commits that leave the path alone are no states of it") {
  ThreeStates history;
  for (int i = 0; i < 3; ++i) {
    history.world.files["README.md"] += "more\n";
    history.world.commit();
  }
  CHECK(history.is_state(history.way().before, 1));
}

}  // namespace relctl::deploy
