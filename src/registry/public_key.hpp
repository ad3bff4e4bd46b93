// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace relctl::registry {

/// A key that signatures are checked with: ECDSA over P-256, P-384 or P-521, Ed25519, or RSA of at
/// least 2048 bits (PKCS #1 v1.5).
class PublicKey {
 public:
  /// Reads a PEM file's text (`-----BEGIN PUBLIC KEY-----`, as cosign.pub is); `file` names it.
  /// Throws Error(input) for anything else, and for keys that are too weak.
  PublicKey(std::string_view pem, std::string file);

  /// Whether `signature` (DER for ECDSA) is this key's of `bytes`. The hash is SHA-256, but for the
  /// larger curves the one of their size.
  [[nodiscard]] bool verifies(std::string_view bytes, std::string_view signature) const;

  /// The file that it came from.
  [[nodiscard]] const std::string& file() const { return file_; }
  /// Base64 of the SHA-256 of its DER form: what cosign names a key by.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  std::shared_ptr<EVP_PKEY> key_;
  const EVP_MD* hash_ = nullptr;  ///< nothing for Ed25519, which hashes by itself
  std::string file_;
  std::string fingerprint_;
};

}  // namespace relctl::registry
