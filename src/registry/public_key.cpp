// SPDX-License-Identifier: MIT
#include "registry/public_key.hpp"

#include <array>
#include <utility>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/error.hpp"
#include "net/base64.hpp"
#include "tree/digest.hpp"

namespace relctl::registry {
namespace {

using namespace std::string_view_literals;

constexpr int fewest_rsa_bits = 2048;
constexpr std::size_t algorithm_bytes = 32;  // the algorithm stands in front of the key itself

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// The object identifier of a curve in DER, and the hash that goes with the curve.
struct Curve {
  std::string_view identifier;
  const EVP_MD* (*hash)();
};
constexpr std::array<Curve, 3> curves = {{
    {"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"sv, EVP_sha256},  // P-256
    {"\x06\x05\x2b\x81\x04\x00\x22"sv, EVP_sha384},              // P-384
    {"\x06\x05\x2b\x81\x04\x00\x23"sv, EVP_sha512},              // P-521
}};

std::shared_ptr<EVP_PKEY> read_pem(std::string_view pem) {
  const std::unique_ptr<BIO, FreeBio> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) return nullptr;
  std::shared_ptr<EVP_PKEY> key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr),
                                EVP_PKEY_free);
  ERR_clear_error();
  return key;
}

/// The key as SubjectPublicKeyInfo; empty where that fails.
std::string der_of(EVP_PKEY* key) {
  const int size = i2d_PUBKEY(key, nullptr);
  if (size <= 0) return "";
  std::string der(static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(der.data());
  i2d_PUBKEY(key, &out);
  return der;
}

Error bad_key(const std::string& file, const std::string& fault) {
  return Error(ErrorKind::input, file + " is no key to check signatures with: " + fault)
      .hint("it must be a public key in PEM form, as `cosign generate-key-pair` writes cosign.pub");
}

/// The hash that signatures by `key` are made with; nothing for Ed25519.
const EVP_MD* hash_for(EVP_PKEY* key, const std::string& der, const std::string& file) {
  switch (EVP_PKEY_base_id(key)) {
    case EVP_PKEY_ED25519:
      return nullptr;
    case EVP_PKEY_RSA:
      if (EVP_PKEY_bits(key) >= fewest_rsa_bits) return EVP_sha256();
      throw bad_key(file, "RSA with fewer than 2048 bits");
    case EVP_PKEY_EC:
      for (const Curve& curve : curves) {
        const std::string_view algorithm = std::string_view(der).substr(0, algorithm_bytes);
        if (algorithm.find(curve.identifier) != std::string_view::npos) return curve.hash();
      }
      throw bad_key(file, "a curve other than P-256, P-384 and P-521");
    default:
      throw bad_key(file, "an algorithm other than ECDSA, Ed25519 and RSA");
  }
}

}  // namespace

PublicKey::PublicKey(std::string_view pem, std::string file)
    : key_(read_pem(pem)), file_(std::move(file)) {
  if (!key_) throw bad_key(file_, "it holds no `BEGIN PUBLIC KEY`");
  const std::string der = der_of(key_.get());
  hash_ = hash_for(key_.get(), der, file_);
  fingerprint_ = net::base64(digest_of(Hash::sha256, der));
}

bool PublicKey::verifies(std::string_view bytes, std::string_view signature) const {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  if (!context || EVP_DigestVerifyInit(context.get(), nullptr, hash_, nullptr, key_.get()) != 1) {
    throw Error(ErrorKind::system, "OpenSSL cannot check signatures by " + file_);
  }
  const int verdict = EVP_DigestVerify(
      context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
      reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  ERR_clear_error();
  return verdict == 1;
}

}  // namespace relctl::registry
