// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {
namespace {

struct BitbucketFixture : ForgeFixture {
  BitbucketFixture()
      : ForgeFixture("bitbucket", "git@bitbucket.org:acme/shop.git",
                     {{"BITBUCKET_TOKEN", "canary-token"}}) {}
};

const std::string bitbucket_path = "/api/repositories/acme/shop/pullrequests";

std::string bitbucket_pull(int number, const std::string& repository = "acme/shop") {
  return R"({"id": )" + std::to_string(number) +
         R"(, "title": "T", "description": "D", "links": {"html": {"href": "https://bitbucket.org/x"}},
             "source": {"branch": {"name": "relctl/promote/staging/api"}, "repository": {"full_name": ")" +
         repository +
         R"("}}, "destination": {"branch": {"name": "main"}, "repository": {"full_name": "acme/shop"}}})";
}

}  // namespace

TEST_CASE_FIXTURE(BitbucketFixture,
                  "Bitbucket: the open request is looked up by a query, page by page") {
  server.answer_json(200, R"({"values": [)" + bitbucket_pull(9, "mallory/shop") +
                              R"(], "next": ")" + server.url() + bitbucket_path + R"(?page=2"})");
  server.answer_json(200, R"({"values": [)" + bitbucket_pull(4) + "]}");
  const auto found = forge->find_open(head, "main");
  REQUIRE(found);
  CHECK(*found == OpenRequest{4, "T", "D", "https://bitbucket.org/x"});
  CHECK(asked()[0] ==
        "GET " + bitbucket_path +
            "?pagelen=50&q=state%20%3D%20%22OPEN%22%20AND%20source.branch.name"
            "%20%3D%20%22relctl%2Fpromote%2Fstaging%2Fapi%22%20AND%20destination.branch.name"
            "%20%3D%20%22main%22");
  CHECK(asked()[1] == "GET " + bitbucket_path + "?page=2");
  CHECK(server.asked()[1].header("Authorization") == "Bearer canary-token");
}

TEST_CASE_FIXTURE(BitbucketFixture, "Bitbucket: a next page on another server is not asked for") {
  net::HttpServer other;
  server.answer_json(200, R"({"values": [], "next": ")" + other.url() + R"(/steal"})");
  const Error error = error_of([&] { forge->find_open(head, "main"); });
  CHECK(error.kind() == ErrorKind::system);
  CHECK(other.asked().empty());
}

TEST_CASE_FIXTURE(BitbucketFixture, "Bitbucket: a request is opened") {
  server.answer_json(201, bitbucket_pull(4));
  CHECK(forge->create({head, "main", "Title", "Body"})->number == 4);
  CHECK(asked() == Lines{"POST " + bitbucket_path});
  CHECK(body(0) == nlohmann::json::parse(R"({"title": "Title", "description": "Body",
      "source": {"branch": {"name": "relctl/promote/staging/api"}},
      "destination": {"branch": {"name": "main"}}})"));
}

TEST_CASE_FIXTURE(BitbucketFixture,
                  "Bitbucket: an update keeps the reviewers, which it would lose") {
  server.answer_json(
      200,
      R"({"id": 4, "close_source_branch": true, "reviewers": [{"uuid": "{a}", "display_name": "A"}]})");
  server.answer_json(200, bitbucket_pull(4));
  forge->update({4, "", "", ""}, "New", "Text");
  CHECK(asked() == Lines{"GET " + bitbucket_path + "/4", "PUT " + bitbucket_path + "/4"});
  CHECK(body(1) == nlohmann::json::parse(R"({"title": "New", "description": "Text",
      "reviewers": [{"uuid": "{a}"}], "close_source_branch": true})"));
}

TEST_CASE_FIXTURE(BitbucketFixture, "Bitbucket: a participant's approval counts") {
  server.answer_json(200, R"({"id": 4, "participants": [{"approved": false}]})");
  CHECK_FALSE(forge->is_approved({4, "", "", ""}));
  server.answer_json(200,
                     R"({"id": 4, "participants": [{"approved": false}, {"approved": true}]})");
  CHECK(forge->is_approved({4, "", "", ""}));
}

TEST_CASE_FIXTURE(BitbucketFixture, "Bitbucket: a request is declined with a word") {
  server.answer_json(201, "{}");
  server.answer_json(200, bitbucket_pull(4));
  forge->close({4, "", "", ""}, "Why");
  CHECK(asked() ==
        Lines{"POST " + bitbucket_path + "/4/comments", "POST " + bitbucket_path + "/4/decline"});
  CHECK(body(0) == nlohmann::json::parse(R"({"content": {"raw": "Why"}})"));
}

}  // namespace relctl::forge
