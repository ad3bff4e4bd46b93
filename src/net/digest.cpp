// SPDX-License-Identifier: MIT
#include "net/digest.hpp"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/error.hpp"

namespace relctl::net {
namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hexadecimal(const Digest& digest, unsigned size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string result;
  for (unsigned i = 0; i < size; ++i) {
    result += {digits[digest.at(i) >> 4U], digits[digest.at(i) & 15U]};
  }
  return result;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

[[noreturn]] void no_sha256() {
  throw Error(ErrorKind::system, "OpenSSL has no SHA-256 here");
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Digest digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    no_sha256();
  }
  return hexadecimal(digest, size);
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(),
           digest.data(), &size) == nullptr) {
    no_sha256();
  }
  return hexadecimal(digest, size);
}

}  // namespace relctl::net
