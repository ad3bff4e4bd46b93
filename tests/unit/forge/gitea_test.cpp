// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {
namespace {

struct GiteaFixture : ForgeFixture {
  GiteaFixture()
      : ForgeFixture("forgejo", "https://codeberg.org/acme/shop.git",
                     {{"FORGEJO_TOKEN", "canary-token"}}) {}
};

std::string gitea_pull(int number, const std::string& branch = "relctl/promote/staging/api",
                       int repo = 1, const std::string& base = "main") {
  return R"({"number": )" + std::to_string(number) +
         R"(, "title": "T", "body": "B", "html_url": "https://codeberg.org/x",
             "head": {"ref": ")" +
         branch + R"(", "repo_id": )" + std::to_string(repo) + R"(}, "base": {"ref": ")" + base +
         R"(", "repo_id": 1}})";
}

}  // namespace

TEST_CASE_FIXTURE(GiteaFixture, "Gitea: the open request is picked out of every page of the list") {
  server.answer_json(200,
                     "[" + gitea_pull(1, "other") + "," + gitea_pull(9, head, 2) + "," +
                         gitea_pull(8, head, 1, "dev") + "]",
                     {{"Link", "<x?page=2>; rel=\"next\",<x?page=2>; rel=\"last\""}});
  server.answer_json(200, "[" + gitea_pull(3) + "]");
  const auto found = forge->find_open(head, "main");
  REQUIRE(found);
  CHECK(*found == OpenRequest{3, "T", "B", "https://codeberg.org/x"});
  CHECK(asked() == Lines{"GET /api/repos/acme/shop/pulls?state=open&limit=50&page=1",
                         "GET /api/repos/acme/shop/pulls?state=open&limit=50&page=2"});
  CHECK(server.asked()[0].header("Authorization") == "token canary-token");
}

TEST_CASE_FIXTURE(GiteaFixture, "Gitea: a request is opened, or is open already") {
  server.answer_json(201, gitea_pull(3));
  CHECK(forge->create({head, "main", "Title", "Body"})->number == 3);
  CHECK(asked() == Lines{"POST /api/repos/acme/shop/pulls"});
  CHECK(body(0) ==
        nlohmann::json{{"head", head}, {"base", "main"}, {"title", "Title"}, {"body", "Body"}});
  server.answer_json(409,
                     R"({"message": "pull request already exists for these targets [id: 1]"})");
  CHECK_FALSE(forge->create({head, "main", "Title", "Body"}));
}

TEST_CASE_FIXTURE(GiteaFixture,
                  "Gitea: title and body are replaced, and a request is closed with a word") {
  server.answer_json(201, gitea_pull(3));
  server.answer_json(201, "{}");
  server.answer_json(201, gitea_pull(3));
  forge->update({3, "", "", ""}, "New", "Text");
  forge->close({3, "", "", ""}, "Why");
  CHECK(asked() == Lines{"PATCH /api/repos/acme/shop/pulls/3",
                         "POST /api/repos/acme/shop/issues/3/comments",
                         "PATCH /api/repos/acme/shop/pulls/3"});
  CHECK(body(0) == nlohmann::json{{"title", "New"}, {"body", "Text"}});
  CHECK(body(1) == nlohmann::json{{"body", "Why"}});
  CHECK(body(2) == nlohmann::json{{"state", "closed"}});
}

TEST_CASE_FIXTURE(GiteaFixture, "Gitea: an approval counts until it is dismissed or replaced") {
  struct Case {
    std::string reviews;
    bool approved;
  };
  const std::vector<Case> cases = {
      {"", false},
      {R"({"user": {"id": 1}, "state": "REQUEST_REVIEW"})", false},
      {R"({"user": {"id": 1}, "state": "APPROVED", "dismissed": false})", true},
      {R"({"user": {"id": 1}, "state": "APPROVED", "dismissed": true})", false},
      {R"({"user": {"id": 1}, "state": "APPROVED"}, {"user": {"id": 1}, "state": "REQUEST_CHANGES"})",
       false},
      {R"({"user": {"id": 1}, "state": "APPROVED"}, {"user": {"id": 1}, "state": "COMMENT"})",
       true},
  };
  for (const Case& each : cases) {
    CAPTURE(each.reviews);
    server.answer_json(200, "[" + each.reviews + "]");
    CHECK(forge->is_approved({3, "", "", ""}) == each.approved);
  }
  CHECK(asked()[0] == "GET /api/repos/acme/shop/pulls/3/reviews?limit=50&page=1");
}

}  // namespace relctl::forge
