// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {
namespace {

struct GitHubFixture : ForgeFixture {
  GitHubFixture()
      : ForgeFixture("github", "git@github.com:acme/shop.git", {{"GITHUB_TOKEN", "canary-token"}}) {
  }
};

std::string github_pull(int number, const std::string& repository = "acme/shop") {
  return R"({"number": )" + std::to_string(number) +
         R"(, "title": "T", "body": null, "html_url": "https://github.com/acme/shop/pull/1",
             "head": {"ref": "relctl/promote/staging/api", "repo": {"full_name": ")" +
         repository + R"("}}, "base": {"ref": "main", "repo": {"full_name": "acme/shop"}}})";
}

}  // namespace

TEST_CASE_FIXTURE(GitHubFixture,
                  "GitHub: the open request of a branch is looked up by head and base") {
  server.answer_json(200, "[" + github_pull(7) + "]");
  const auto found = forge->find_open(head, "main");
  REQUIRE(found);
  CHECK(*found == OpenRequest{7, "T", "", "https://github.com/acme/shop/pull/1"});
  CHECK(forge->name(*found) == "pull request #7");
  CHECK(asked() == Lines{"GET /api/repos/acme/shop/pulls?state=open&per_page=100&head="
                         "acme%3Arelctl%2Fpromote%2Fstaging%2Fapi&base=main&page=1"});
  const net::Asked request = server.asked().front();
  CHECK(request.header("Authorization") == "Bearer canary-token");
  CHECK(request.header("Accept") == "application/vnd.github+json");
  CHECK(request.header("X-GitHub-Api-Version") == "2022-11-28");
  CHECK(request.header("User-Agent").starts_with("relctl/"));
}

TEST_CASE_FIXTURE(GitHubFixture,
                  "GitHub: requests of forks do not count, and the newest of all pages wins") {
  const net::Header next{"Link", "<https://elsewhere.invalid/pulls?page=2>; rel=\"next\""};
  server.answer_json(200, "[" + github_pull(9, "mallory/shop") + "," + github_pull(3) + "]",
                     {next});
  server.answer_json(200, "[" + github_pull(5) + "," + github_pull(4) + "]");
  CHECK(forge->find_open(head, "main")->number == 5);
  CHECK(asked().size() == 2);
  CHECK(asked()[1].ends_with("&page=2"));
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: no open request is no error") {
  server.answer_json(200, "[]");
  CHECK_FALSE(forge->find_open(head, "main"));
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: a request is opened") {
  server.answer_json(201, github_pull(8));
  const auto opened = forge->create({head, "main", "Title", "Body \xff"});
  REQUIRE(opened);
  CHECK(opened->number == 8);
  CHECK(asked() == Lines{"POST /api/repos/acme/shop/pulls"});
  CHECK(server.asked()[0].header("Content-Type") == "application/json");
  CHECK(body(0) ==
        nlohmann::json{
            {"title", "Title"}, {"head", head}, {"base", "main"}, {"body", "Body \xef\xbf\xbd"}});
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: one that is open already is told from other refusals") {
  server.answer_json(422, R"({"message": "Validation Failed", "errors": [{"resource": "PullRequest",
      "code": "custom", "message": "A pull request already exists for acme:relctl/x."}]})");
  CHECK_FALSE(forge->create({head, "main", "T", "B"}));
  server.answer_json(422, R"({"message": "Validation Failed", "errors": [{"resource": "PullRequest",
      "field": "base", "code": "invalid"}]})");
  const Error error = error_of([&] { forge->create({head, "main", "T", "B"}); });
  CHECK(words_of(error).find("Validation Failed: base invalid") != std::string::npos);
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: title and body are replaced") {
  server.answer_json(200, github_pull(7));
  forge->update({7, "", "", ""}, "New", "Text");
  CHECK(asked() == Lines{"PATCH /api/repos/acme/shop/pulls/7"});
  CHECK(body(0) == nlohmann::json{{"title", "New"}, {"body", "Text"}});
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: somebody's last verdict counts, over all pages") {
  struct Case {
    std::string what;
    std::vector<std::string> pages;
    bool approved;
  };
  const auto review = [](int user, const std::string& state) {
    return R"({"user": {"id": )" + std::to_string(user) + R"(}, "state": ")" + state + "\"}";
  };
  const std::vector<Case> cases = {
      {"nobody", {""}, false},
      {"a comment", {review(1, "COMMENTED")}, false},
      {"an approval", {review(1, "APPROVED")}, true},
      {"a comment after it", {review(1, "APPROVED") + "," + review(1, "COMMENTED")}, true},
      {"changes requested after it",
       {review(1, "APPROVED") + "," + review(1, "CHANGES_REQUESTED")},
       false},
      {"dismissed", {review(1, "APPROVED") + "," + review(1, "DISMISSED")}, false},
      {"by another", {review(1, "CHANGES_REQUESTED") + "," + review(2, "APPROVED")}, true},
      {"on the second page", {review(1, "COMMENTED"), review(2, "APPROVED")}, true},
      {"taken back on the second page", {review(1, "APPROVED"), review(1, "DISMISSED")}, false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    for (std::size_t i = 0; i < each.pages.size(); ++i) {
      std::vector<net::Header> headers;
      if (i + 1 < each.pages.size()) headers = {{"Link", "<x>; rel=\"prev\", <y>; rel=\"next\""}};
      server.answer_json(200, "[" + each.pages[i] + "]", headers);
    }
    CHECK(forge->is_approved({7, "", "", ""}) == each.approved);
  }
  CHECK(asked()[0] == "GET /api/repos/acme/shop/pulls/7/reviews?per_page=100&page=1");
}

TEST_CASE_FIXTURE(GitHubFixture, "GitHub: a request is closed with a word") {
  server.answer_json(201, "{}");
  server.answer_json(200, github_pull(7));
  forge->close({7, "", "", ""}, "Why");
  CHECK(asked() ==
        Lines{"POST /api/repos/acme/shop/issues/7/comments", "PATCH /api/repos/acme/shop/pulls/7"});
  CHECK(body(0) == nlohmann::json{{"body", "Why"}});
  CHECK(body(1) == nlohmann::json{{"state", "closed"}});
}

TEST_CASE_FIXTURE(GitHubFixture,
                  "GitHub: a rate limit is waited for, as long as the deadline allows") {
  server.answer_json(403, R"({"message": "You have exceeded a secondary rate limit"})",
                     {{"Retry-After", "5"}});
  server.answer_json(200, "[]");
  CHECK_FALSE(forge->find_open(head, "main"));
  CHECK(pauses == std::vector<std::chrono::milliseconds>{std::chrono::seconds(5)});
}

}  // namespace relctl::forge
