// SPDX-License-Identifier: MIT
#include "registry/public_key.hpp"

#include <doctest/doctest.h>
#include <openssl/obj_mac.h>

#include "base/error.hpp"
#include "signing.hpp"

using namespace relctl;
using registry::PublicKey;
using registry::SigningKey;

TEST_CASE("signatures by every kind of key are checked, and nothing else passes") {
  const std::vector<SigningKey> keys = {
      SigningKey::ec(NID_X9_62_prime256v1), SigningKey::ec(NID_secp384r1),
      SigningKey::ec(NID_secp521r1), SigningKey::rsa(2048), SigningKey::ed25519()};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    CAPTURE(i);
    const PublicKey key(keys[i].public_pem(), "key.pub");
    const std::string signature = keys[i].sign("what was signed");
    CHECK(key.verifies("what was signed", signature));
    CHECK_FALSE(key.verifies("what was not signed", signature));
    CHECK_FALSE(key.verifies("what was signed", ""));
    CHECK_FALSE(key.verifies("what was signed", signature.substr(1)));
    CHECK_FALSE(
        key.verifies("what was signed", keys[(i + 1) % keys.size()].sign("what was signed")));
  }
}

TEST_CASE("weak keys, private keys and other files are refused by name") {
  const std::vector<std::string> texts = {
      SigningKey::ec(NID_secp256k1).public_pem(),
      SigningKey::rsa(1024).public_pem(),
      SigningKey::ed25519().private_pem(),
      "",
      "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    try {
      const PublicKey key(text, "keys/odd.pub");
      FAIL("it was taken");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::input);
      CHECK(std::string(error.what()).starts_with("keys/odd.pub is no key"));
    }
  }
}

TEST_CASE("a key's fingerprint is the Base64 of the SHA-256 of its DER form") {
  // Made and hashed with openssl alone.
  const PublicKey key(
      "-----BEGIN PUBLIC KEY-----\n"
      "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
      "-----END PUBLIC KEY-----\n",
      "k");
  CHECK(key.fingerprint() == "oekVYFTgT6yJmunydRMs3Ael28TqLCrTof/G4NJTaB8=");
}
