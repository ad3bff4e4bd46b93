// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {
namespace {

struct GitLabFixture : ForgeFixture {
  GitLabFixture()
      : ForgeFixture("gitlab", "https://gitlab.com/acme/team/shop.git",
                     {{"GITLAB_TOKEN", "canary-token"}}) {}
};

const std::string gitlab_path = "/api/projects/acme%2Fteam%2Fshop/merge_requests";

std::string merge_request(int number, int source_project = 1) {
  return R"({"id": 99, "iid": )" + std::to_string(number) +
         R"(, "title": "T", "description": "D", "web_url": "https://gitlab.com/x",
             "source_branch": "relctl/promote/staging/api", "target_branch": "main",
             "target_project_id": 1, "source_project_id": )" +
         std::to_string(source_project) + "}";
}

}  // namespace

TEST_CASE_FIXTURE(
    GitLabFixture,
    "GitLab: the open request is looked up by both branches, without those of forks") {
  server.answer_json(200, "[" + merge_request(9, 2) + "]", {{"Link", "<x>; rel=\"next\""}});
  server.answer_json(200, "[" + merge_request(4) + "]");
  const auto found = forge->find_open(head, "main");
  REQUIRE(found);
  CHECK(*found == OpenRequest{4, "T", "D", "https://gitlab.com/x"});
  CHECK(forge->name(*found) == "merge request !4");
  CHECK(asked()[0] == "GET " + gitlab_path +
                          "?state=opened&per_page=100&source_branch="
                          "relctl%2Fpromote%2Fstaging%2Fapi&target_branch=main&page=1");
  CHECK(server.asked()[0].header("PRIVATE-TOKEN") == "canary-token");
  CHECK(server.asked()[0].header("Authorization").empty());
}

TEST_CASE_FIXTURE(GitLabFixture, "GitLab: a request is opened, or is open already") {
  server.answer_json(201, merge_request(5));
  CHECK(forge->create({head, "main", "Title", "Body"})->number == 5);
  CHECK(asked() == Lines{"POST " + gitlab_path});
  CHECK(body(0) == nlohmann::json{{"source_branch", head},
                                  {"target_branch", "main"},
                                  {"title", "Title"},
                                  {"description", "Body"}});
  server.answer_json(
      409,
      R"({"message": ["Another open merge request already exists for this source branch: !5"]})");
  CHECK_FALSE(forge->create({head, "main", "Title", "Body"}));
}

TEST_CASE_FIXTURE(
    GitLabFixture,
    "GitLab: title and description are replaced, and a request is closed with a word") {
  server.answer_json(200, merge_request(5));
  server.answer_json(201, "{}");
  server.answer_json(200, merge_request(5));
  forge->update({5, "", "", ""}, "New", "Text");
  forge->close({5, "", "", ""}, "Why");
  CHECK(asked() == Lines{"PUT " + gitlab_path + "/5", "POST " + gitlab_path + "/5/notes",
                         "PUT " + gitlab_path + "/5"});
  CHECK(body(0) == nlohmann::json{{"title", "New"}, {"description", "Text"}});
  CHECK(body(1) == nlohmann::json{{"body", "Why"}});
  CHECK(body(2) == nlohmann::json{{"state_event", "close"}});
}

TEST_CASE_FIXTURE(GitLabFixture,
                  "GitLab: approved is what somebody approved, not what needs no approval") {
  server.answer_json(200, R"({"approved": true, "approvals_required": 0, "approved_by": []})");
  CHECK_FALSE(forge->is_approved({5, "", "", ""}));
  server.answer_json(
      200, R"({"approved": false, "approvals_required": 2, "approved_by": [{"user": {"id": 1}}]})");
  CHECK(forge->is_approved({5, "", "", ""}));
  CHECK(asked()[0] == "GET " + gitlab_path + "/5/approvals");
}

TEST_CASE(
    "GitLab: a CI job's own token goes into its own header, and what it may not do is explained") {
  ForgeFixture fixture(
      "gitlab", "https://gitlab.com/acme/shop.git",
      {{"CI_JOB_TOKEN", "canary-token"}, {"CI_API_V4_URL", "https://gitlab.com/api/v4"}});
  fixture.server.answer_json(403, R"({"message": "403 Forbidden"})");
  const Error error = error_of([&] { fixture.forge->find_open(head, "main"); });
  CHECK(fixture.server.asked()[0].header("JOB-TOKEN") == "canary-token");
  CHECK(words_of(error).find("GITLAB_TOKEN") != std::string::npos);
}

}  // namespace relctl::forge
