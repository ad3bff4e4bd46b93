// SPDX-License-Identifier: MIT
#include "registry/client.hpp"

#include <doctest/doctest.h>

#include "registry/image.hpp"
#include "registry_fixture.hpp"

using namespace relctl;
using registry::digest;
using registry::RegistryFixture;
using Lines = std::vector<std::string>;

namespace {

const std::string config_bytes =
    R"({"os": "linux", "architecture": "arm64", "config": {"Labels": {"org.opencontainers.image.version": "1.0.0"}}})";
const std::string empty_index = R"({"schemaVersion": 2, "manifests": []})";

std::string descriptor(const std::string& bytes, const std::string& more = "") {
  return R"({"mediaType": "m", "digest": ")" + digest(bytes) + R"(", "size": )" +
         std::to_string(bytes.size()) + more + "}";
}
const std::string manifest_bytes =
    R"({"schemaVersion": 2, "config": )" + descriptor(config_bytes) + R"(, "layers": []})";

net::Answer document(const std::string& bytes) {
  return {200, {{"Content-Type", "application/vnd.oci.image.index.v1+json"}}, bytes};
}

}  // namespace

TEST_CASE("existence is asked with all four media types, and without a body") {
  RegistryFixture registry;
  registry.server.answer({200, {{"Docker-Content-Digest", digest("x")}}, ""});
  CHECK(registry.client.exists("1.0.0").digest == digest("x"));
  CHECK(registry.asked() == Lines{"HEAD /v2/acme/app/manifests/1.0.0"});
  CHECK(registry.server.asked()[0].header("Accept") == registry::manifest_types);
}

TEST_CASE("what a HEAD does not find is asked once more, for the registry's words") {
  RegistryFixture registry;
  registry.server.answer({404, {}, ""});
  registry.server.answer_json(
      404, R"({"errors": [{"code": "MANIFEST_UNKNOWN", "message": "manifest unknown"}]})");
  const registry::Existence answer = registry.client.exists("1.0.0");
  CHECK_FALSE(answer.digest);
  CHECK(answer.words == "MANIFEST_UNKNOWN: manifest unknown");
}

TEST_CASE("a HEAD that names no digest is followed by a GET, whose bytes are hashed") {
  RegistryFixture registry;
  registry.server.answer({200, {}, ""});
  registry.server.answer(document(empty_index));
  CHECK(registry.client.exists("1.0.0").digest == digest(empty_index));
}

TEST_CASE("other bytes than the digest's are refused, whatever the headers say") {
  RegistryFixture registry;
  const std::string wanted = digest("wanted");
  registry.server.answer({200, {{"Docker-Content-Digest", wanted}}, "other"});
  CHECK_THROWS_AS(registry.client.fetch(wanted), Error);
  registry.server.answer({200, {{"Docker-Content-Digest", wanted}}, "other"});
  CHECK_THROWS_AS(registry.client.fetch("1.0.0"), Error);
  registry.server.answer({200, {{"Docker-Content-Digest", digest("other")}}, ""});
  CHECK_THROWS_AS(registry.client.exists(wanted), Error);
  for (const std::string bytes : {"wantef", "wante", "wanteddd"}) {
    registry.server.answer({200, {}, bytes});
    CHECK_THROWS_AS(registry.client.blob({"", wanted, 6, {}, {}}), Error);
  }
}

TEST_CASE("a blob that is too big is not even asked for") {
  RegistryFixture registry;
  CHECK_THROWS_AS(registry.client.blob({"", digest("x"), (4U << 20U) + 1, {}, {}}), Error);
  CHECK(registry.asked().empty());
}

TEST_CASE("referrers come from the API, or from the tag where a registry has none") {
  const std::string subject = digest("subject");
  const std::string index =
      R"({"schemaVersion": 2, "manifests": [)" + descriptor("signature") + "]}";
  const std::vector<net::Answer> ways_without = {
      {404, {{"Content-Type", "text/plain"}}, "404 page not found\n"},
      {404, {}, R"({"errors": [{"code": "METHOD_UNKNOWN", "message": "x"}]})"},
      {200, {{"Content-Type", "text/html"}}, "<html>"}};
  for (const net::Answer& without : ways_without) {
    RegistryFixture registry;
    registry.server.answer(without);
    registry.server.answer(document(index));
    const auto referrers = registry.client.referrers(subject);
    REQUIRE(referrers.size() == 1);
    CHECK(referrers[0].digest == digest("signature"));
    CHECK(registry.asked()[1] == "GET /v2/acme/app/manifests/sha256-" + subject.substr(7));
  }
  RegistryFixture registry;
  registry.server.answer(document(index));
  CHECK(registry.client.referrers(subject).size() == 1);
  CHECK(registry.asked().size() == 1);
}

TEST_CASE("an index is read down to the labels, without what is for no platform") {
  RegistryFixture registry;
  const std::string index =
      R"({"schemaVersion": 2, "manifests": [)" +
      descriptor(manifest_bytes,
                 R"(, "platform": {"os": "linux", "architecture": "arm64", "variant": "v8"})") +
      ", " + descriptor("x", R"(, "platform": {"os": "unknown", "architecture": "unknown"})") +
      "]}";
  registry.server.answer(document(index));
  registry.server.answer(document(manifest_bytes));
  registry.server.answer(document(config_bytes));
  const auto image = registry::read_image(registry.client, digest(index));
  REQUIRE(image);
  REQUIRE(image->platforms.size() == 1);
  CHECK(to_string(image->platforms[0].platform) == "linux/arm64/v8");
  CHECK(image->platforms[0].labels.at("org.opencontainers.image.version") == "1.0.0");
}

TEST_CASE("a manifest without an index is an image for the platform in its configuration") {
  RegistryFixture registry;
  registry.server.answer(document(manifest_bytes));
  registry.server.answer(document(config_bytes));
  const auto image = registry::read_image(registry.client, digest(manifest_bytes));
  REQUIRE(image);
  CHECK(to_string(image->platforms.at(0).platform) == "linux/arm64");
}

TEST_CASE("documents that are no manifests are refused") {
  for (const char* text :
       {"", "[]", "{}", "<html>", R"({"schemaVersion": 1, "manifests": []})",
        R"({"schemaVersion": 2})", R"({"schemaVersion": 2, "manifests": [{}]})",
        R"({"schemaVersion": 2, "manifests": [{"digest": "sha256:0", "size": 1}]})",
        R"({"schemaVersion": 2, "manifests": [], "manifests": []})",
        R"({"schemaVersion": 2, "manifests": [{"digest": "md5:00", "size": -1}]})"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(registry::parse_manifest(text, "it"), Error);
  }
  const std::string both =
      R"({"schemaVersion": 2, "manifests": [], "config": )" + descriptor("x") + "}";
  CHECK_THROWS_AS(registry::parse_manifest(both, "it"), Error);
}
