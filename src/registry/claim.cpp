// SPDX-License-Identifier: MIT
#include "registry/claim.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace relctl::registry {
namespace {

constexpr std::string_view simple_signing_kind = "cosign container image signature";

const json::Value* member_at(const json::Value& root, const std::vector<std::string_view>& path) {
  const json::Value* value = &root;
  for (const std::string_view name : path) {
    value = value->find(name);
    if (value == nullptr) return nullptr;
  }
  return value;
}

std::string text_at(const json::Value& root, const std::vector<std::string_view>& path) {
  const json::Value* value = member_at(root, path);
  return value != nullptr && value->kind == json::Kind::string ? value->text : "";
}

/// Reads what a simple-signing payload says; gives whether it is about the image.
bool read_simple_signing(Claim& claim, const json::Value& root, const std::string& digest) {
  claim.is_signature = text_at(root, {"critical", "type"}) == simple_signing_kind;
  claim.reference = text_at(root, {"critical", "identity", "docker-reference"});
  claim.annotations = texts_of(root.find("optional"));
  return claim.is_signature &&
         text_at(root, {"critical", "image", "docker-manifest-digest"}) == digest;
}

/// Reads what an in-toto statement says; gives whether it is about the image.
bool read_statement(Claim& claim, const json::Value& root, const std::string& digest) {
  claim.predicate_type = text_of(root, "predicateType");
  claim.is_signature = claim.predicate_type == signature_predicate;
  if (const json::Value* predicate = root.find("predicate")) claim.predicate = *predicate;
  const json::Value* subjects = root.find("subject");
  const std::string hex = digest.substr(digest.find(':') + 1);
  if (!text_of(root, "_type").starts_with("https://in-toto.io/Statement/") || subjects == nullptr) {
    return false;
  }
  for (const json::Value& subject : subjects->items) {
    if (text_at(subject, {"digest", "sha256"}) != hex) continue;
    claim.reference = text_of(subject, "name");
    claim.annotations = texts_of(subject.find("annotations"));
    return true;
  }
  return false;
}

std::vector<std::string> signers_of(const SignedDocument& document,
                                    const std::vector<PublicKey>& keys) {
  std::vector<std::string> files;
  for (const PublicKey& key : keys) {
    const auto is_by_key = [&](const std::string& signature) {
      return key.verifies(document.signed_bytes, signature);
    };
    if (std::any_of(document.signatures.begin(), document.signatures.end(), is_by_key)) {
      files.push_back(key.file());
    }
  }
  return files;
}

std::string why_unsigned(const SignedDocument& document) {
  if (document.is_keyless) return "it is keyless (made with a certificate), which is not judged";
  std::string reason = "no declared key made it";
  if (!document.hint.empty()) reason += ", it names the key " + document.hint;
  return reason;
}

bool read_content(Claim& claim, const SignedDocument& document, const std::string& digest) {
  const json::Value root = parse_served(document.payload, "its payload");
  if (document.payload_type == simple_signing_type) return read_simple_signing(claim, root, digest);
  if (document.payload_type == in_toto_type) return read_statement(claim, root, digest);
  throw Error(ErrorKind::system, "its payload type is unknown");
}

}  // namespace

Claim judge(const SignedDocument& document, const std::string& digest,
            const std::vector<PublicKey>& keys) {
  Claim claim;
  claim.layout = document.layout;
  claim.reason = document.fault;
  if (!claim.reason.empty()) return claim;
  claim.keys = signers_of(document, keys);
  try {
    const bool is_about_it = read_content(claim, document, digest);
    if (!is_about_it) claim.reason = "it is about another image";
  } catch (const Error& error) {
    claim.reason = error.what();
  }
  if (claim.keys.empty()) claim.reason = why_unsigned(document);
  claim.is_good = claim.reason.empty();
  return claim;
}

}  // namespace relctl::registry
