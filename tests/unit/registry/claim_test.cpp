// SPDX-License-Identifier: MIT
#include "registry/claim.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/obj_mac.h>

#include "net/base64.hpp"
#include "registry_fixture.hpp"
#include "signing.hpp"

using namespace relctl;
using registry::Claim;
using registry::digest;
using registry::PublicKey;
using registry::RegistryFixture;
using registry::SignedDocument;
using registry::SigningKey;

namespace {

const std::string image_digest = digest("the image");
const std::string image_hex = image_digest.substr(7);

std::string statement(const std::string& predicate_type, const std::string& hex = image_hex,
                      const std::string& predicate = "{}") {
  return R"({"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"ghcr.io/acme/app","digest":{"sha256":")" +
         hex + R"("},"annotations":{"stage":"release"}}],"predicateType":")" + predicate_type +
         R"(","predicate":)" + predicate + "}";
}

std::string simple_signing(const std::string& of = image_digest) {
  return R"({"critical":{"identity":{"docker-reference":"ghcr.io/acme/app"},"image":{"docker-manifest-digest":")" +
         of + R"("},"type":"cosign container image signature"},"optional":{"stage":"release"}})";
}

/// The envelope of a payload, as DSSE has it.
std::string envelope(const SigningKey& key, const std::string& payload,
                     const std::string& type = std::string(registry::in_toto_type)) {
  const std::string to_sign =
      fmt::format("DSSEv1 {} {} {} {}", type.size(), type, payload.size(), payload);
  return R"({"payload":")" + net::base64(payload) + R"(","payloadType":")" + type +
         R"(","signatures":[{"sig":")" + net::base64(key.sign(to_sign)) + "\"}]}";
}

std::string bundle(const SigningKey& key, const std::string& payload,
                   const std::string& material = R"({"publicKey":{"hint":"aGludA=="}})") {
  return R"({"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":)" +
         material + R"(,"dsseEnvelope":)" + envelope(key, payload) + "}";
}

std::string manifest_of(const std::string& media_type, const std::string& blob,
                        const std::string& annotations = "{}") {
  return R"({"schemaVersion":2,"config":{"mediaType":"c","digest":")" + digest("{}") +
         R"(","size":2},"layers":[{"mediaType":")" + media_type + R"(","digest":")" + digest(blob) +
         R"(","size":)" + std::to_string(blob.size()) + R"(,"annotations":)" + annotations + "}]}";
}

std::string index_of(const std::string& manifest) {
  return R"({"schemaVersion":2,"manifests":[{"mediaType":"m","artifactType":"application/vnd.oci.empty.v1+json","digest":")" +
         digest(manifest) + R"(","size":1}]})";
}

const char* const bundle_type = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// What is found beside the image where a bundle refers to it.
SignedDocument found_as_bundle(const std::string& blob) {
  RegistryFixture registry;
  const std::string manifest = manifest_of(bundle_type, blob);
  registry.server.answer({404, {}, ""});
  registry.server.answer({404, {}, ""});
  registry.server.answer(
      {200, {{"Content-Type", "application/vnd.oci.image.index.v1+json"}}, index_of(manifest)});
  registry.server.answer({200, {}, manifest});
  registry.server.answer({200, {}, blob});
  const auto documents = registry::signed_documents(registry.client, image_digest);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].layout == "bundle");
  return documents[0];
}

/// The same in the tag that ends in `.sig`.
SignedDocument found_as_tag(const std::string& media_type, const std::string& blob,
                            const std::string& annotations) {
  RegistryFixture registry;
  registry.server.answer({200, {}, manifest_of(media_type, blob, annotations)});
  registry.server.answer({200, {}, blob});
  registry.server.answer({404, {}, ""});
  registry.server.answer({404, {}, ""});
  registry.server.answer({404, {}, ""});
  const auto documents = registry::signed_documents(registry.client, image_digest);
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].layout == "tag");
  CHECK(registry.asked()[0] == "GET /v2/acme/app/manifests/sha256-" + image_hex + ".sig");
  return documents[0];
}

SignedDocument found_simple(const SigningKey& key, const std::string& payload) {
  return found_as_tag(
      std::string(registry::simple_signing_type), payload,
      R"({"dev.cosignproject.cosign/signature":")" + net::base64(key.sign(payload)) + "\"}");
}

struct Keys {
  SigningKey ours = SigningKey::ec(NID_X9_62_prime256v1);
  SigningKey other = SigningKey::ec(NID_X9_62_prime256v1);
  std::vector<PublicKey> declared{PublicKey(ours.public_pem(), "ours.pub")};

  [[nodiscard]] Claim judge(const SignedDocument& document) const {
    return registry::judge(document, image_digest, declared);
  }
};

const std::string signature_type(registry::signature_predicate);

}  // namespace

TEST_CASE("a signature in either layout counts, with its annotations") {
  const Keys keys;
  for (const SignedDocument& document :
       {found_simple(keys.ours, simple_signing()),
        found_as_bundle(bundle(keys.ours, statement(signature_type)))}) {
    const Claim claim = keys.judge(document);
    CAPTURE(claim.reason);
    CHECK(claim.is_good);
    CHECK(claim.is_signature);
    CHECK(claim.keys == std::vector<std::string>{"ours.pub"});
    CHECK(claim.annotations.at("stage") == "release");
    CHECK(claim.reference == "ghcr.io/acme/app");
  }
}

TEST_CASE("an attestation is no signature, whoever made it") {
  const Keys keys;
  const Claim claim = keys.judge(found_as_bundle(
      bundle(keys.ours, statement("https://cosign.sigstore.dev/attestation/vuln/v1"))));
  CHECK(claim.is_good);
  CHECK_FALSE(claim.is_signature);
  CHECK(claim.predicate_type == "https://cosign.sigstore.dev/attestation/vuln/v1");
}

TEST_CASE("an attestation in the older layout is read from its envelope") {
  const Keys keys;
  const Claim claim = keys.judge(
      found_as_tag("application/vnd.dsse.envelope.v1+json",
                   envelope(keys.ours, statement("https://slsa.dev/provenance/v1")),
                   R"({"dev.cosignproject.cosign/signature":"","predicateType":"https://a.lie"})"));
  CHECK(claim.is_good);
  CHECK(claim.predicate_type == "https://slsa.dev/provenance/v1");
}

TEST_CASE("another key, another image, other bytes: each does not count for its own reason") {
  const Keys keys;
  const auto reason = [&](const SignedDocument& document) {
    const Claim claim = keys.judge(document);
    CHECK_FALSE(claim.is_good);
    return claim.reason;
  };
  const std::string another = digest("another image");
  CHECK(reason(found_simple(keys.other, simple_signing())) == "no declared key made it");
  CHECK(reason(found_as_bundle(bundle(keys.other, statement(signature_type)))) ==
        "no declared key made it, it names the key aGludA==");
  CHECK(reason(found_simple(keys.ours, simple_signing(another))) == "it is about another image");
  CHECK(reason(found_as_bundle(bundle(keys.ours, statement(signature_type, another.substr(7))))) ==
        "it is about another image");
  SignedDocument changed = found_simple(keys.ours, simple_signing(another));
  changed.payload = changed.signed_bytes = simple_signing();
  CHECK(reason(changed) == "no declared key made it");
}

TEST_CASE("what a certificate stands behind is named, and does not count") {
  const Keys keys;
  const Claim claim = keys.judge(found_as_bundle(
      bundle(keys.other, statement(signature_type), R"({"certificate":{"rawBytes":"AAAA"}})")));
  CHECK_FALSE(claim.is_good);
  CHECK(claim.reason.starts_with("it is keyless"));
}

TEST_CASE("a payload of another type is no statement, although it is signed") {
  const Keys keys;
  const std::string odd =
      R"({"mediaType":"b","verificationMaterial":{"publicKey":{}},"dsseEnvelope":)" +
      envelope(keys.ours, statement(signature_type), "text/plain") + "}";
  CHECK(keys.judge(found_as_bundle(odd)).reason == "its payload type is unknown");
}

TEST_CASE("a member that stands twice in a signed payload is refused") {
  const Keys keys;
  const std::string twice = R"({"_type":"https://in-toto.io/Statement/v1","predicateType":")" +
                            signature_type + R"(","predicateType":"x","subject":[]})";
  CHECK_FALSE(keys.judge(found_as_bundle(bundle(keys.ours, twice))).is_good);
}

TEST_CASE("what is broken beside an image hides nothing, and is named") {
  const Keys keys;
  for (const char* broken :
       {"", "[]", "{}", "no JSON", R"({"dsseEnvelope":{"payload":"%%","signatures":[{"sig":""}]}})",
        R"({"dsseEnvelope":{"payload":"","signatures":[]}})", R"({"messageSignature":{}})"}) {
    CAPTURE(broken);
    const SignedDocument document = found_as_bundle(broken);
    CHECK_FALSE(document.fault.empty());
    CHECK_FALSE(keys.judge(document).is_good);
  }
}
