// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "registry/client.hpp"

namespace relctl::registry {

/// The payload type of in-toto statements in DSSE envelopes.
inline constexpr std::string_view in_toto_type = "application/vnd.in-toto+json";
/// The media type of cosign's first form of signatures.
inline constexpr std::string_view simple_signing_type =
    "application/vnd.dev.cosign.simplesigning.v1+json";

/// Something signed that lies beside an image in its registry. Nothing in it is proved yet.
struct SignedDocument {
  std::string layout;        ///< `tag`: at sha256-….sig or .att; `bundle`: refers to the image
  std::string payload_type;  ///< in_toto_type, simple_signing_type, or what it says it is
  std::string payload;
  std::string signed_bytes;             ///< what the signatures are of, byte for byte
  std::vector<std::string> signatures;  ///< decoded
  std::string hint;         ///< fingerprint of the key that it says it is signed with; may be empty
  bool is_keyless = false;  ///< it comes with a certificate instead of a key
  std::string fault;        ///< why it cannot be judged; empty: it can
};

/// Everything signed that belongs to the image of a digest, in both layouts of cosign: the tags
/// `sha256-HEX.sig` and `.att`, and bundles that refer to the image. What is broken is named in
/// `fault`. Throws what Client throws: a registry that does not answer is not one without
/// signatures.
std::vector<SignedDocument> signed_documents(Client& client, const std::string& digest);

}  // namespace relctl::registry
