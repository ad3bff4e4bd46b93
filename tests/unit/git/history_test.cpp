// SPDX-License-Identifier: MIT
#include <algorithm>
#include <random>
#include <set>
#include <sstream>
#include <unordered_map>

#include <doctest/doctest.h>

#include "git/repository.hpp"
#include "git/shallow_error.hpp"
#include "git/temporary_repository.hpp"
#include "git/walk.hpp"

namespace relctl::git {
namespace {

/// Commits in memory: the parents of commit N have smaller numbers; clocks may lie.
struct Dag {
  std::vector<std::vector<std::size_t>> parents;
  std::vector<std::int64_t> times;

  static ObjectId id(std::size_t number) {
    std::array<std::uint8_t, 20> bytes{};
    bytes[0] = static_cast<std::uint8_t>(number & 0xff);
    bytes[1] = static_cast<std::uint8_t>(number >> 8);
    bytes[19] = 1;
    return ObjectId(bytes);
  }
  static std::size_t number(const ObjectId& id) { return id.bytes()[0] | id.bytes()[1] << 8; }

  [[nodiscard]] std::set<std::size_t> reachable(std::size_t from) const {
    std::set<std::size_t> seen;
    std::vector<std::size_t> stack{from};
    while (!stack.empty()) {
      const std::size_t next = stack.back();
      stack.pop_back();
      if (!seen.insert(next).second) continue;
      stack.insert(stack.end(), parents[next].begin(), parents[next].end());
    }
    return seen;
  }

  [[nodiscard]] CommitGraph graph(std::size_t* reads = nullptr) const {
    return CommitGraph(
        [this, reads](const ObjectId& wanted) -> std::optional<Link> {
          if (reads != nullptr) ++*reads;
          const std::size_t at = number(wanted);
          if (wanted.bytes()[19] != 1 || at >= parents.size()) return std::nullopt;
          Link link;
          link.time = times[at];
          for (const std::size_t parent : parents[at])
            link.parents.push_back(id(parent));
          return link;
        },
        {});
  }
};

Dag random_dag(std::mt19937& random, std::size_t size) {
  Dag dag;
  const bool skewed = random() % 2 == 0;
  for (std::size_t i = 0; i < size; ++i) {
    std::set<std::size_t> parents;
    const std::size_t count = i == 0 || random() % 20 == 0 ? 0 : 1 + random() % 2;
    for (std::size_t p = 0; p < count; ++p)
      parents.insert(i - 1 - random() % std::min<std::size_t>(i, 4));
    dag.parents.emplace_back(parents.begin(), parents.end());
    dag.times.push_back(static_cast<std::int64_t>(skewed ? random() % 100 : i * 10));
  }
  return dag;
}

void check_order(const Dag& dag, const std::vector<ObjectId>& list) {
  std::unordered_map<std::size_t, std::size_t> place;
  for (std::size_t i = 0; i < list.size(); ++i)
    place[Dag::number(list[i])] = i;
  for (const auto& [number, at] : place) {
    for (const std::size_t parent : dag.parents[number]) {
      const auto known = place.find(parent);
      CHECK((known == place.end() || at < known->second));
    }
  }
}

TEST_CASE("a log is exact on any graph, also where clocks lie") {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same graphs at every run
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const std::size_t size = 2 + random() % 60;
    const Dag dag = random_dag(random, size);
    CommitGraph graph = dag.graph();
    const std::size_t tip = random() % size;
    std::set<std::size_t> expected = dag.reachable(tip);
    std::vector<ObjectId> hidden;
    for (std::size_t h = 0; h < random() % 4; ++h) {
      const std::size_t other = random() % size;
      hidden.push_back(Dag::id(other));
      for (const std::size_t gone : dag.reachable(other))
        expected.erase(gone);
    }
    const std::vector<ObjectId> list = list_commits(graph, Dag::id(tip), hidden);
    std::set<std::size_t> found;
    for (const ObjectId& id : list)
      found.insert(Dag::number(id));
    CHECK(found == expected);
    CHECK(found.size() == list.size());
    check_order(dag, list);
  }
}

TEST_CASE("ancestry is exact on any graph, question after question") {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same graphs at every run
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const std::size_t size = 2 + random() % 60;
    const Dag dag = random_dag(random, size);
    CommitGraph graph = dag.graph();
    const std::size_t tip = random() % size;
    const std::set<std::size_t> expected = dag.reachable(tip);
    Ancestry ancestry(graph, graph.require(Dag::id(tip)));
    for (int question = 0; question < 20; ++question) {
      const std::size_t other = random() % size;
      CHECK(ancestry.contains(graph.require(Dag::id(other))) == (expected.count(other) != 0));
    }
  }
}

TEST_CASE("a walk reads what lies between the commits asked about, not all of history") {
  Dag dag;
  constexpr std::size_t size = 50000;
  for (std::size_t i = 0; i < size; ++i) {
    // Two lines that merge into each other now and then, as main and develop do.
    std::vector<std::size_t> parents;
    if (i >= 2) parents.push_back(i - 2);
    if (i >= 3 && i % 7 == 0) parents.push_back(i - 1);
    if (i == 1) parents.push_back(0);
    dag.parents.push_back(parents);
    dag.times.push_back(static_cast<std::int64_t>(i));
  }
  std::size_t reads = 0;
  CommitGraph graph = dag.graph(&reads);
  CHECK(list_commits(graph, Dag::id(size - 1), {Dag::id(size - 101)}).size() > 40);
  CHECK(reads < 1000);
  Ancestry ancestry(graph, graph.require(Dag::id(size - 101)));
  CHECK_FALSE(ancestry.contains(graph.require(Dag::id(size - 1))));
  CHECK(reads < 2000);
}

TEST_CASE("history agrees with git") {
  const TemporaryRepository checkout;
  std::mt19937 random(3);  // NOLINT(cert-msc51-cpp): the same graph at every run
  checkout.commit({{"a", "0"}});
  const std::string tree = checkout.git({"rev-parse", "HEAD^{tree}"});
  std::vector<ObjectId> commits{checkout.id("HEAD")};
  for (std::size_t i = 1; i < 30; ++i) {
    std::vector<std::string> arguments{"commit-tree", "-m", "c" + std::to_string(i), tree};
    for (std::size_t p = 0; p < 1 + random() % 2; ++p) {
      arguments.insert(arguments.end(),
                       {"-p", commits[i - 1 - random() % std::min<std::size_t>(i, 3)].hex()});
    }
    commits.push_back(*ObjectId::parse(checkout.git(arguments)));
  }
  const Repository repository = Repository::open(checkout.path());
  const auto history = repository.history();
  for (int question = 0; question < 15; ++question) {
    const ObjectId tip = commits[random() % commits.size()];
    const ObjectId other = commits[random() % commits.size()];
    std::set<std::string> expected;
    std::istringstream lines(checkout.git({"rev-list", tip.hex(), "^" + other.hex()}));
    for (std::string line; std::getline(lines, line);)
      expected.insert(line);
    std::set<std::string> found;
    for (const plan::Commit& commit : history->log(tip, {other}))
      found.insert(commit.id.hex());
    CHECK(found == expected);
    const bool reached = expected.count(tip.hex()) == 0;
    CHECK(history->reaches(other, tip) == reached);
  }
}

TEST_CASE("commits, first parents and tag messages are read as they are stored") {
  const TemporaryRepository checkout;
  const ObjectId first = checkout.commit({{"a", "1"}}, "first\n\nbody");
  const ObjectId second = checkout.commit({{"a", "2"}}, "second");
  checkout.git({"tag", "-a", "-m", "words", "v1"});
  const Repository repository = Repository::open(checkout.path());
  const auto history = repository.history();
  const plan::Commit commit = history->commit(first);
  CHECK(commit.message == "first\n\nbody\n");
  CHECK(commit.author_name == "Ada");
  CHECK(commit.author_email == "ada@example.org");
  CHECK(commit.parents.empty());
  CHECK(commit.time > 0);
  const auto line = history->first_parents(second, 10);
  REQUIRE(line.size() == 2);
  CHECK(line[0].id == second);
  CHECK(line[1] == commit);
  CHECK(history->first_parents(second, 1).size() == 1);
  CHECK(history->tag_message(checkout.id("v1")) == "words\n");
  CHECK_FALSE(history->tag_message(first));
  CHECK_FALSE(history->reaches(second, *ObjectId::parse(std::string(40, 'a'))));
  CHECK_THROWS_AS(static_cast<void>(history->log(*ObjectId::parse(std::string(40, 'a')), {})),
                  Error);
  CHECK(history->tree(first)->read("a") == "1");
}

TEST_CASE("a shallow clone answers what it can and says when it cannot") {
  const TemporaryRepository origin;
  const ObjectId first = origin.commit({{"a", "1"}});
  for (int i = 2; i < 6; ++i)
    origin.commit({{"a", std::to_string(i)}});
  const ObjectId tip = origin.id("HEAD");
  const ObjectId boundary = origin.id("HEAD~2");
  const TestFolder folder;
  git_in(folder.path(), {"clone", "-q", "--depth=3", "file://" + origin.path(), "clone"});
  const Repository repository = Repository::open(folder.path() + "/clone");
  CHECK(repository.is_shallow());
  const auto history = repository.history();
  CHECK(history->log(tip, {boundary}).size() == 2);
  CHECK(history->log(tip, {tip}).empty());
  CHECK(history->reaches(tip, boundary));
  CHECK_FALSE(history->reaches(boundary, tip));
  CHECK_THROWS_AS(static_cast<void>(history->reaches(tip, first)), ShallowError);
  CHECK(history->first_parents(tip, 3).size() == 3);
  CHECK_THROWS_AS(static_cast<void>(history->first_parents(tip, 4)), ShallowError);
  CHECK_THROWS_AS(static_cast<void>(history->log(tip, {})), ShallowError);
  CHECK_THROWS_AS(static_cast<void>(history->log(tip, {first})), ShallowError);
}

}  // namespace
}  // namespace relctl::git
