// SPDX-License-Identifier: MIT
#include "forge/review.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace relctl::forge {
namespace {

const std::string digits = "0123456789abcdef0123456789abcdef";

std::string promotion_message(const std::string& environment) {
  record::Record record;
  record.operation = "promote";
  record.id = digits;
  record.services = {{"api", "1.2.3", "1.2.2"}};
  record.environment = environment;
  record.tool = "0.1.0";
  return "chore: promote\n\n" + record::write_trailers(record);
}

BranchCommit commit(const std::string& message) {
  return {*ObjectId::parse(std::string(40, 'a')), message};
}

/// A forge in memory, and a log of what was done to it and to git, in order.
struct FakeForge : Forge {
  std::optional<OpenRequest> open;
  bool approved = false;
  bool race = false;  ///< another run opens a request before create()
  std::vector<std::string> log;

  std::optional<OpenRequest> find_open(const std::string&, const std::string&) override {
    return open;
  }
  std::optional<OpenRequest> create(const NewRequest& request) override {
    log.push_back("create " + request.head + " -> " + request.base);
    const bool exists = race;
    open = OpenRequest{8, request.title, request.body, "https://forge/8"};
    if (exists) return {};
    return open;
  }
  void update(const OpenRequest& request, const std::string& title, const std::string&) override {
    log.push_back("update " + std::to_string(request.number) + " " + title);
  }
  bool is_approved(const OpenRequest&) override { return approved; }
  void close(const OpenRequest& request, const std::string& comment) override {
    log.push_back("close " + std::to_string(request.number));
    CHECK(comment.find("relctl") != std::string::npos);
    open.reset();
  }
  [[nodiscard]] std::string name(const OpenRequest& request) const override {
    return "pull request #" + std::to_string(request.number);
  }
};

ReviewRequest request(FakeForge& forge, const BranchState& state) {
  ReviewRequest result;
  result.environment = "staging";
  result.services = {"api"};
  result.base = "main";
  result.text = {"Title", "Body"};
  result.look = [state](const std::string& branch) {
    CHECK(branch == "relctl/promote/staging/api");
    return state;
  };
  result.push = [&forge](const std::string& branch, const std::optional<ObjectId>& expected) {
    forge.log.push_back("push " + branch + (expected ? " leased" : " new"));
  };
  return result;
}

const ObjectId some_id = *ObjectId::parse(std::string(40, 'b'));
const OpenRequest number_7{7, "Old", "", "https://forge/7"};
using Log = std::vector<std::string>;

}  // namespace

TEST_CASE("one request is open for an environment and set of services") {
  struct Case {
    std::string what;
    bool open;
    bool approved;
    bool replace;
    bool branch;
    bool holds_plan;
    ReviewStatus status;
    Log log;
  };
  const std::string head = "relctl/promote/staging/api";
  const std::string created = "create " + head + " -> main";
  const std::vector<Case> cases = {
      {"nothing is there",
       false,
       false,
       false,
       false,
       false,
       ReviewStatus::opened,
       {"push " + head + " new", created}},
      {"an old branch is left over",
       false,
       false,
       false,
       true,
       false,
       ReviewStatus::opened,
       {"push " + head + " leased", created}},
      {"an earlier run died after its push",
       false,
       false,
       false,
       true,
       true,
       ReviewStatus::opened,
       {created}},
      {"an open one is updated",
       true,
       false,
       false,
       true,
       false,
       ReviewStatus::updated,
       {"push " + head + " leased", "update 7 Title"}},
      {"an open one says the same already",
       true,
       false,
       false,
       true,
       true,
       ReviewStatus::unchanged,
       {}},
      {"an approved one is left alone", true, true, false, true, false, ReviewStatus::approved, {}},
      {"an approved one that says the same too",
       true,
       true,
       false,
       true,
       true,
       ReviewStatus::approved,
       {}},
      {"an approved one is replaced on demand",
       true,
       true,
       true,
       true,
       false,
       ReviewStatus::opened,
       {"close 7", "push " + head + " leased", created}},
      {"an unapproved one needs no replacement",
       true,
       false,
       true,
       true,
       false,
       ReviewStatus::updated,
       {"push " + head + " leased", "update 7 Title"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    FakeForge forge;
    if (each.open) forge.open = number_7;
    forge.approved = each.approved;
    BranchState state;
    if (each.branch) state = {some_id, {commit(promotion_message("staging"))}, each.holds_plan};
    ReviewRequest wanted = request(forge, state);
    wanted.replace = each.replace;
    const ReviewOutcome outcome = open_or_update(forge, wanted);
    CHECK(outcome.status == each.status);
    CHECK(forge.log == each.log);
    CHECK(outcome.branch == head);
    CHECK(outcome.replaced.has_value() == (each.approved && each.replace));
    CHECK(outcome.words.find("pull request #") != std::string::npos);
    CHECK(outcome.words.find(outcome.request.url) != std::string::npos);
  }
}

TEST_CASE("a branch with commits of others is never moved") {
  struct Case {
    std::string what;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"a commit by hand", "fix: by hand\n"},
      {"an update of the branch by the forge",
       "Merge branch 'main' into relctl/promote/staging/api\n"},
      {"a promotion to another environment", promotion_message("production")},
  };
  for (const Case& each : cases) {
    for (const bool approved : {false, true}) {
      CAPTURE(each.what);
      FakeForge forge;
      forge.open = number_7;
      forge.approved = approved;
      ReviewRequest wanted = request(
          forge, {some_id, {commit(each.message), commit(promotion_message("staging"))}, false});
      wanted.replace = true;
      try {
        open_or_update(forge, wanted);
        FAIL("it was moved");
      } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::conflict);
        CHECK(std::string(error.what()).find("aaaaaaaaaa") != std::string::npos);
      }
      CHECK(forge.log.empty());
    }
  }
}

TEST_CASE("a request that another run opened meanwhile is updated") {
  FakeForge forge;
  forge.race = true;
  const ReviewOutcome outcome = open_or_update(forge, request(forge, {}));
  CHECK(outcome.status == ReviewStatus::updated);
  CHECK(outcome.request.number == 8);
  CHECK(forge.log.back() == "update 8 Title");
}

TEST_CASE(
    "a push that is refused leaves the forge as it was, unless an approved request was to go") {
  FakeForge forge;
  forge.open = number_7;
  ReviewRequest wanted = request(forge, {some_id, {}, false});
  wanted.push = [](const std::string&, const std::optional<ObjectId>&) {
    throw Error(ErrorKind::timeout, "moved");
  };
  CHECK_THROWS_AS(open_or_update(forge, wanted), Error);
  CHECK(forge.log.empty());
}

TEST_CASE("the branch is the same for the same services in any order, and another for others") {
  CHECK(review_branch("staging", {"api"}) == "relctl/promote/staging/api");
  CHECK(review_branch("staging", {}) == "relctl/promote/staging/_manifests");
  const std::string two = review_branch("staging", {"api", "web"});
  CHECK(two.starts_with("relctl/promote/staging/2-services-"));
  CHECK(two.size() == std::string("relctl/promote/staging/2-services-").size() + 12);
  CHECK(two == review_branch("staging", {"web", "api", "web"}));
  CHECK(two != review_branch("staging", {"api", "worker"}));
  CHECK(review_branch("staging", {"a", "bc"}) != review_branch("staging", {"ab", "c"}));
}

}  // namespace relctl::forge
