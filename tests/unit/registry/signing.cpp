// SPDX-License-Identifier: MIT
#include "signing.hpp"

#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace relctl::registry {
namespace {

struct FreeKeyContext {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeKeyContext>;

template <typename Set>
EVP_PKEY* generate(int type, Set set) {
  const KeyContext context(EVP_PKEY_CTX_new_id(type, nullptr));
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_keygen_init(context.get()) != 1 || !set(context.get()) ||
      EVP_PKEY_keygen(context.get(), &key) != 1) {
    throw std::runtime_error("no key");
  }
  return key;
}

const EVP_MD* digest_for(EVP_PKEY* key) {
  constexpr int p384_bits = 384;
  if (EVP_PKEY_base_id(key) == EVP_PKEY_ED25519) return nullptr;
  if (EVP_PKEY_base_id(key) == EVP_PKEY_RSA || EVP_PKEY_bits(key) < p384_bits) return EVP_sha256();
  return EVP_PKEY_bits(key) == p384_bits ? EVP_sha384() : EVP_sha512();
}

template <typename Write>
std::string pem(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
  write(bio.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

SigningKey SigningKey::ec(int curve) {
  return SigningKey(generate(EVP_PKEY_EC, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, curve) == 1;
  }));
}

SigningKey SigningKey::rsa(int bits) {
  return SigningKey(generate(EVP_PKEY_RSA, [&](EVP_PKEY_CTX* context) {
    return EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits) == 1;
  }));
}

SigningKey SigningKey::ed25519() {
  return SigningKey(generate(EVP_PKEY_ED25519, [](EVP_PKEY_CTX*) { return true; }));
}

std::string SigningKey::sign(std::string_view bytes) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t size = 0;
  EVP_DigestSignInit(context.get(), nullptr, digest_for(key_.get()), nullptr, key_.get());
  EVP_DigestSign(context.get(), nullptr, &size, data, bytes.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data,
                 bytes.size());
  signature.resize(size);
  return signature;
}

std::string SigningKey::public_pem() const {
  return pem([&](BIO* bio) { PEM_write_bio_PUBKEY(bio, key_.get()); });
}

std::string SigningKey::private_pem() const {
  return pem([&](BIO* bio) {
    PEM_write_bio_PrivateKey(bio, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

}  // namespace relctl::registry
