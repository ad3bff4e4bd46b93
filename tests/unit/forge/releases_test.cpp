// SPDX-License-Identifier: MIT
#include "forge/releases.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "forge/forge_fixture.hpp"
#include "tree/digest.hpp"

namespace relctl::forge {
namespace {

/// A client of one forge, spoken to by a server with a script.
struct ReleasesFixture {
  explicit ReleasesFixture(const std::string& kind, const std::string& remote,
                           const std::string& variable) {
    net::HttpOptions options;
    options.deadline = net::Clock::now() + std::chrono::seconds(20);
    options.sleep = [](std::chrono::milliseconds) {};
    http = std::make_unique<net::Http>(options);
    config::Forge config;
    config.kind = kind;
    config.api = server.url() + "/api";
    releases = connect_releases(
        remote, config,
        [variable](const std::string& name) {
          return name == variable ? std::optional<std::string>("canary-token") : std::nullopt;
        },
        *http, net::Trust("127.0.0.1 github.com gitlab.com codeberg.org bitbucket.org"));
  }

  std::vector<std::string> lines() const {
    std::vector<std::string> result;
    for (const net::Asked& each : server.asked())
      result.push_back(each.method + " " + each.target);
    return result;
  }
  nlohmann::json sent(std::size_t index) const {
    return nlohmann::json::parse(server.asked().at(index).body);
  }

  net::HttpServer server;
  std::unique_ptr<net::Http> http;
  std::unique_ptr<Releases> releases;
};

using Sent = std::vector<std::string>;

const ReleaseText release_text{"x/v1.0.0", "x/v1.0.0", "Notes", true, false};

Asset package_file() {
  return {"a b.tar.gz", "bytes", sha256("bytes")};
}

}  // namespace

TEST_CASE("GitHub: drafts are found in the list, files go to the uploads' address with the token") {
  ReleasesFixture it("github", "https://github.com/acme/shop.git", "GITHUB_TOKEN");
  it.server.answer_json(200, R"([{"id": 3, "tag_name": "x/v1.0.0", "draft": true, "body": "B",
      "html_url": "U", "assets": [{"id": 7, "name": "a", "size": 5, "state": "starter",
      "digest": "sha256:00"}]}, {"id": 2, "tag_name": "other"}])",
                        {{"Link", "<x>; rel=\"next\""}});
  it.server.answer_json(200, R"([{"id": 1, "tag_name": "x/v1.0.0", "draft": true},
      {"id": 9, "tag_name": "x/v1.0.0", "draft": false}])");
  const auto found = it.releases->find("x/v1.0.0");
  REQUIRE(found.size() == 3);
  CHECK(found[0].id == "9");
  CHECK(found[1].id == "1");
  CHECK(found[2].id == "3");
  REQUIRE(found[2].assets.size() == 1);
  CHECK(found[2].assets[0].sha256 == "00");
  CHECK_FALSE(found[2].assets[0].whole);
  it.server.answer_json(201, R"({"id": 5, "draft": true})");
  it.server.answer_json(
      422, R"({"message": "Validation Failed", "errors": [{"code": "already_exists"}]})");
  it.server.answer_json(201, "{}");
  it.server.answer_json(422, R"({"message": "V", "errors": [{"code": "already_exists"}]})");
  CHECK(it.releases->create(release_text, true)->id == "5");
  CHECK_FALSE(it.releases->create(release_text, true));
  CHECK(it.releases->upload(found[1], "x/v1.0.0", package_file()));
  CHECK_FALSE(it.releases->upload(found[1], "x/v1.0.0", package_file()));
  const auto lines = it.lines();
  CHECK(lines[0] == "GET /api/repos/acme/shop/releases?per_page=100&page=1");
  CHECK(lines[2] == "POST /api/repos/acme/shop/releases");
  CHECK(lines[4] == "POST /api/repos/acme/shop/releases/1/assets?name=a%20b.tar.gz");
  CHECK(it.sent(2) == nlohmann::json{{"tag_name", "x/v1.0.0"},
                                     {"name", "x/v1.0.0"},
                                     {"body", "Notes"},
                                     {"draft", true},
                                     {"prerelease", true},
                                     {"make_latest", "false"}});
  CHECK(it.server.asked()[4].body == "bytes");
  CHECK(it.server.asked()[4].header("Authorization") == "Bearer canary-token");
}

TEST_CASE("GitLab: a release of a tag, with files in the generic packages") {
  ReleasesFixture it("gitlab", "https://gitlab.com/acme/team/shop.git", "GITLAB_TOKEN");
  const std::string project = "/api/projects/acme%2Fteam%2Fshop";
  it.server.answer_json(404, R"({"message": "404 Not Found"})");
  it.server.answer_json(200, "{}");
  CHECK(it.releases->find("x/v1.0.0").empty());
  it.server.answer_json(409, R"({"message": "Release already exists"})");
  CHECK_FALSE(it.releases->create(release_text, false));
  it.server.answer_json(200, R"({"tag_name": "x/v1.0.0", "description": "B",
      "_links": {"self": "U"}, "assets": {"links": [{"id": 1, "name": "a"}]}})");
  const auto found = it.releases->find("x/v1.0.0");
  REQUIRE(found.size() == 1);
  CHECK(found[0].url == "U");
  CHECK(found[0].assets.at(0).name == "a");
  it.server.answer_json(201, "{}");
  it.server.answer_json(201, "{}");
  CHECK(it.releases->upload(found[0], "x/v1.0.0", package_file()));
  const Sent expected = {"GET " + project + "/releases/x%2Fv1.0.0",
                         "GET " + project,
                         "POST " + project + "/releases",
                         "GET " + project + "/releases/x%2Fv1.0.0",
                         "PUT " + project + "/packages/generic/release/x%2Fv1.0.0/a%20b.tar.gz",
                         "POST " + project + "/releases/x%2Fv1.0.0/assets/links"};
  CHECK(it.lines() == expected);
  CHECK(it.server.asked()[4].header("PRIVATE-TOKEN") == "canary-token");
}

TEST_CASE("GitLab: a project that the token does not see is no missing release") {
  ReleasesFixture it("gitlab", "https://gitlab.com/acme/team/shop.git", "GITLAB_TOKEN");
  it.server.answer_json(404, R"({"message": "404 Not Found"})");
  it.server.answer_json(404, R"({"message": "404 Project Not Found"})");
  CHECK_THROWS_AS(it.releases->find("v1.0.0"), Error);
}

TEST_CASE("Gitea and Forgejo: files are sent as a form") {
  ReleasesFixture it("forgejo", "https://codeberg.org/acme/shop.git", "FORGEJO_TOKEN");
  it.server.answer_json(201, R"({"id": 5, "draft": true, "assets": []})");
  it.server.answer_json(201, "{}");
  it.server.answer({204, {}, "", net::Answer::Manners::good});
  const auto made = it.releases->create(release_text, true);
  REQUIRE(made);
  CHECK(it.releases->upload(*made, "x/v1.0.0", package_file()));
  it.releases->discard(*made);
  const Sent expected = {"POST /api/repos/acme/shop/releases",
                         "POST /api/repos/acme/shop/releases/5/assets?name=a%20b.tar.gz",
                         "DELETE /api/repos/acme/shop/releases/5"};
  CHECK(it.lines() == expected);
  const net::Asked upload = it.server.asked()[1];
  CHECK(upload.header("Content-Type").starts_with("multipart/form-data; boundary=relctl-"));
  CHECK(upload.body.find("name=\"attachment\"; filename=\"a b.tar.gz\"") != std::string::npos);
  CHECK(upload.body.find("\r\n\r\nbytes\r\n--relctl-") != std::string::npos);
}

TEST_CASE("Bitbucket: files are downloads of the repository, and there are no texts") {
  ReleasesFixture it("bitbucket", "https://bitbucket.org/acme/shop.git", "BITBUCKET_TOKEN");
  it.server.answer_json(200, R"({"values": [{"name": "a b.tar.gz", "size": 5}]})");
  it.server.answer({201, {}, "", net::Answer::Manners::good});
  const auto found = it.releases->find("v1.0.0");
  REQUIRE(found.size() == 1);
  CHECK(found[0].assets.at(0).size == 5);
  CHECK_FALSE(it.releases->has_texts());
  CHECK(it.releases->upload(found[0], "v1.0.0", package_file()));
  const Sent expected = {"GET /api/repositories/acme/shop/downloads?pagelen=100",
                         "POST /api/repositories/acme/shop/downloads"};
  CHECK(it.lines() == expected);
}

}  // namespace relctl::forge
