// SPDX-License-Identifier: MIT
#include "tree/digest.hpp"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/error.hpp"

namespace relctl {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

[[noreturn]] void refused(const std::string& hash) {
  throw Error(ErrorKind::system, "this machine's OpenSSL refuses " + hash);
}

std::string text_of(const Digest& digest, unsigned size) {
  return {reinterpret_cast<const char*>(digest.data()), size};
}

}  // namespace

std::string digest_of(Hash hash, std::string_view bytes) {
  const EVP_MD* type = hash == Hash::md5    ? EVP_md5()
                       : hash == Hash::sha1 ? EVP_sha1()
                                            : EVP_sha256();
  Digest digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, type, nullptr) != 1) {
    refused(hash == Hash::md5 ? "MD5" : hash == Hash::sha1 ? "SHA-1" : "SHA-256");
  }
  return text_of(digest, size);
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    result += {digits[value >> 4U], digits[value & 15U]};
  }
  return result;
}

std::string sha256(std::string_view bytes) {
  return hexadecimal(digest_of(Hash::sha256, bytes));
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(),
           &size) == nullptr) {
    refused("HMAC-SHA256");
  }
  return hexadecimal(text_of(digest, size));
}

}  // namespace relctl
