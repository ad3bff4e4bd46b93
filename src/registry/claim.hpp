// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "json/document.hpp"
#include "registry/public_key.hpp"
#include "registry/signed_document.hpp"

namespace relctl::registry {

/// The predicate type of a signature in a bundle; every other one makes an attestation.
inline constexpr std::string_view signature_predicate = "https://sigstore.dev/cosign/sign/v1";

/// What a signed document claims about an image, and whether a key of ours stands behind it. A
/// signature says that somebody stands for the image; an attestation says something about it, which
/// may be bad. The one is never taken for the other.
struct Claim {
  bool is_signature = false;
  std::string predicate_type;     ///< of an attestation; empty where it cannot be read
  std::string layout;             ///< SignedDocument::layout
  std::vector<std::string> keys;  ///< files of those given that signed it
  bool is_good = false;           ///< signed by one of `keys`, and about this image
  std::string reason;             ///< why not
  std::string reference;          ///< the image name that it was made for; mirrors have another one
  std::map<std::string, std::string> annotations;  ///< of a signature
  json::Value predicate;                           ///< of an attestation
};

/// Judges a document that was found beside the image of `digest`. Its content is read after its
/// signature, from the very bytes that are signed.
Claim judge(const SignedDocument& document, const std::string& digest,
            const std::vector<PublicKey>& keys);

}  // namespace relctl::registry
