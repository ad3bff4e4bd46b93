// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include "registry_fixture.hpp"

using namespace relctl;
using registry::digest;
using registry::RegistryFixture;
using Lines = std::vector<std::string>;

namespace {

constexpr const char* ada = R"({"username": "ada", "password": "secret"})";
const std::string some_digest = digest("x");

net::Answer head_of(const std::string& value) {
  return {200, {{"Docker-Content-Digest", value}}, ""};
}

}  // namespace

TEST_CASE("a token is asked for anonymously where nobody is logged in, and used again") {
  RegistryFixture registry;
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer_json(200, R"({"token": "t1"})");
  registry.server.answer(head_of(some_digest));
  registry.server.answer(head_of(some_digest));
  CHECK(registry.client.exists("1.0.0").digest == some_digest);
  CHECK(registry.client.exists("1.0.0").digest == some_digest);
  CHECK(registry.asked() ==
        Lines{"HEAD /v2/acme/app/manifests/1.0.0",
              "GET /token?service=reg&scope=repository%3Aacme%2Fapp%3Apull&client_id=relctl",
              "HEAD /v2/acme/app/manifests/1.0.0", "HEAD /v2/acme/app/manifests/1.0.0"});
  CHECK(registry.authorization(1).empty());
  CHECK(registry.authorization(2) == "Bearer t1");
  CHECK(registry.authorization(3) == "Bearer t1");
}

TEST_CASE("a stored login is shown to the token service, and never to the registry") {
  RegistryFixture registry(ada);
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer_json(200, R"({"access_token": "t1"})");
  registry.server.answer(head_of(some_digest));
  registry.client.exists("1.0.0");
  CHECK(registry.authorization(1) == "Basic YWRhOnNlY3JldA==");
  CHECK(registry.authorization(2) == "Bearer t1");
}

TEST_CASE("an identity token is posted, and where that is unknown shown in the query's way") {
  RegistryFixture registry(R"({"identitytoken": "id/t"})");
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer({404, {}, ""});
  registry.server.answer_json(200, R"({"token": "t1"})");
  registry.server.answer(head_of(some_digest));
  registry.client.exists("1.0.0");
  const net::Asked post = registry.server.asked().at(1);
  CHECK(post.method == "POST");
  CHECK(post.body ==
        "grant_type=refresh_token&refresh_token=id%2Ft&service=reg&"
        "scope=repository%3Aacme%2Fapp%3Apull&client_id=relctl");
  CHECK(registry.asked()[2].starts_with("GET /token?"));
}

TEST_CASE("basic authentication is used where the registry asks for it") {
  RegistryFixture registry(ada);
  registry.server.answer({401, {{"WWW-Authenticate", R"(Basic realm="a, \"b\"")"}}, ""});
  registry.server.answer(head_of(some_digest));
  CHECK(registry.client.exists("1.0.0").digest == some_digest);
  CHECK(registry.authorization(1) == "Basic YWRhOnNlY3JldA==");
}

TEST_CASE("a token for too little is replaced once, not for ever") {
  RegistryFixture registry;
  for (int i = 0; i < 9; ++i) {
    registry.server.answer({401, {registry.bearer()}, ""});
    registry.server.answer_json(200, R"({"token": "t)" + std::to_string(i) + "\"}");
  }
  const Error error = registry::error_of([&] { registry.client.exists("1.0.0"); });
  CHECK(error.kind() == ErrorKind::system);
  CHECK(registry.asked().size() == 5);
  CHECK(error.hints() == Lines{"there is no login for it: docker login " + registry.host()});
}

TEST_CASE("a public image is read although the stored login is no longer good") {
  RegistryFixture registry(ada);
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer_json(401, R"({"details": "incorrect username or password"})");
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer_json(200, R"({"token": "t1"})");
  registry.server.answer(head_of(some_digest));
  CHECK(registry.client.exists("1.0.0").digest == some_digest);
  CHECK(registry.client.session().login_was_refused());
  CHECK(registry.authorization(3).empty());
}

TEST_CASE("a refused login is told in the registry's words, with where it came from") {
  RegistryFixture registry(ada);
  for (int i = 0; i < 2; ++i) {
    registry.server.answer({401, {registry.bearer()}, ""});
    registry.server.answer_json(
        403, R"({"errors": [{"code": "DENIED", "message": "no \u001b[31mway"}]})");
  }
  const Error error = registry::error_of([&] { registry.client.exists("1.0.0"); });
  CHECK(error.kind() == ErrorKind::system);
  CHECK(registry::words_of(error).find("403, \"DENIED: no \\x1b[31mway\"") != std::string::npos);
  CHECK(registry::words_of(error).find("config.json may not read it") != std::string::npos);
}

TEST_CASE("a realm on another's server gets no login") {
  RegistryFixture registry(ada);
  registry.server.answer(
      {401, {{"WWW-Authenticate", R"(Bearer realm="https://tokens.example.org/t")"}}, ""});
  registry.server.answer({401, {{"WWW-Authenticate", "Negotiate"}}, ""});
  const Error error = registry::error_of([&] { registry.client.exists("1.0.0"); });
  CHECK(std::string(error.what()).find("tokens.example.org, which is not done") !=
        std::string::npos);
  CHECK(registry.asked().size() == 2);
}

TEST_CASE("a redirect of a blob is followed without credentials, one of a tag is not") {
  RegistryFixture registry;
  net::HttpServer store;
  store.answer({200, {}, "bytes"});
  registry.server.answer({401, {registry.bearer()}, ""});
  registry.server.answer_json(200, R"({"token": "t1"})");
  registry.server.answer({307, {{"Location", store.url() + "/blob?signature=s"}}, ""});
  CHECK(registry.client.blob({"", digest("bytes"), 5, {}, {}}) == "bytes");
  CHECK(store.asked().at(0).header("Authorization").empty());
  CHECK(store.asked().at(0).target == "/blob?signature=s");

  registry.server.answer({307, {{"Location", store.url() + "/manifest"}}, ""});
  const Error error = registry::error_of([&] { registry.client.fetch("1.0.0"); });
  CHECK(std::string(error.what()).find("is not followed") != std::string::npos);
  CHECK(store.asked().size() == 1);
}

TEST_CASE("redirects in circles end") {
  RegistryFixture registry;
  for (int i = 0; i < 9; ++i) {
    registry.server.answer({302, {{"Location", "/v2/acme/app/manifests/again"}}, ""});
  }
  CHECK_THROWS_AS(registry.client.exists("1.0.0"), Error);
  CHECK(registry.asked().size() == 6);
}

TEST_CASE("too many requests wait as the server asks, and are safe to run again in the end") {
  RegistryFixture registry;
  registry.server.answer({429, {{"Retry-After", "3"}}, ""});
  registry.server.answer(head_of(some_digest));
  CHECK(registry.client.exists("1.0.0").digest == some_digest);
  CHECK(registry.pauses == std::vector<std::chrono::milliseconds>{std::chrono::seconds(3)});
  for (int i = 0; i < 4; ++i) {
    registry.server.answer({429, {{"Retry-After", "1"}}, ""});
  }
  CHECK(registry::error_of([&] { registry.client.exists("1.0.0"); }).kind() == ErrorKind::timeout);
}

TEST_CASE("a server's failure is no absence") {
  RegistryFixture registry;
  for (int i = 0; i < 4; ++i)
    registry.server.answer({500, {}, ""});
  CHECK(registry::error_of([&] { registry.client.exists("1.0.0"); }).kind() == ErrorKind::system);
}
