// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl {

/// The hashes that names of git objects, registries and lock files are made with.
enum class Hash { md5, sha1, sha256 };

/// The digest of `bytes`, as bytes. Throws Error(system) where this machine's OpenSSL refuses the
/// hash, as one in FIPS mode refuses MD5.
std::string digest_of(Hash hash, std::string_view bytes);

/// `bytes` as lower-case hexadecimal digits, two a byte.
std::string hexadecimal(std::string_view bytes);

/// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

/// HMAC-SHA256 (RFC 2104) of `bytes` under `key` as 64 lower-case hexadecimal digits.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace relctl
