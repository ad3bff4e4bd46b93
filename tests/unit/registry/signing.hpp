// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace relctl::registry {

/// A private key that is made for a test.
class SigningKey {
 public:
  /// `ec`: over `curve`; `rsa`: of `bits`; `ed25519`.
  static SigningKey ec(int curve);
  static SigningKey rsa(int bits);
  static SigningKey ed25519();

  /// DER for ECDSA, with the hash that the key's size asks for.
  [[nodiscard]] std::string sign(std::string_view bytes) const;
  [[nodiscard]] std::string public_pem() const;
  [[nodiscard]] std::string private_pem() const;

 private:
  explicit SigningKey(EVP_PKEY* key) : key_(key, EVP_PKEY_free) {}

  std::shared_ptr<EVP_PKEY> key_;
};

}  // namespace relctl::registry
