// SPDX-License-Identifier: MIT
#include "registry/signed_document.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "net/base64.hpp"

namespace relctl::registry {
namespace {

constexpr std::size_t most_layers = 64;
constexpr std::string_view envelope_type = "application/vnd.dsse.envelope.v1+json";
constexpr std::string_view bundle_type = "application/vnd.dev.sigstore.bundle.";
constexpr const char* signature_annotation = "dev.cosignproject.cosign/signature";
constexpr const char* certificate_annotation = "dev.sigstore.cosign/certificate";

using Documents = std::vector<SignedDocument>;

/// What DSSE signs instead of the payload alone (its "pre-authentication encoding").
std::string pre_authentication(const std::string& type, const std::string& payload) {
  return fmt::format("DSSEv1 {} {} {} {}", type.size(), type, payload.size(), payload);
}

std::string decoded(const std::string& text) {
  auto bytes = net::base64_decoded(text);
  if (!bytes) throw Error(ErrorKind::system, "it holds what should be Base64 and is not");
  return *std::move(bytes);
}

void read_envelope(SignedDocument& document, const json::Value& envelope) {
  document.payload_type = text_of(envelope, "payloadType");
  document.payload = decoded(text_of(envelope, "payload"));
  document.signed_bytes = pre_authentication(document.payload_type, document.payload);
  const json::Value* signatures = envelope.find("signatures");
  if (signatures == nullptr || signatures->items.empty()) {
    throw Error(ErrorKind::system, "it has no signatures");
  }
  for (const json::Value& each : signatures->items)
    document.signatures.push_back(decoded(text_of(each, "sig")));
}

void read_bundle(SignedDocument& document, const std::string& bytes) {
  const json::Value root = parse_served(bytes, "the bundle");
  if (const json::Value* material = root.find("verificationMaterial")) {
    const json::Value* key = material->find("publicKey");
    if (key != nullptr) document.hint = text_of(*key, "hint");
    document.is_keyless = key == nullptr;
  }
  const json::Value* envelope = root.find("dsseEnvelope");
  if (envelope == nullptr) throw Error(ErrorKind::system, "it holds no DSSE envelope");
  read_envelope(document, *envelope);
}

void read_simple_signing(SignedDocument& document, const Descriptor& layer, std::string bytes) {
  document.payload_type = simple_signing_type;
  document.signed_bytes = bytes;
  document.payload = std::move(bytes);
  const auto signature = layer.annotations.find(signature_annotation);
  if (signature == layer.annotations.end()) throw Error(ErrorKind::system, "it has no signature");
  document.signatures.push_back(decoded(signature->second));
  document.is_keyless = layer.annotations.count(certificate_annotation) > 0;
}

/// One layer as a document; what is not understood in it becomes its fault.
SignedDocument read_layer(const Descriptor& layer, const std::string& layout, std::string bytes) {
  SignedDocument document;
  document.layout = layout;
  try {
    if (layer.media_type == simple_signing_type) {
      read_simple_signing(document, layer, std::move(bytes));
    } else if (layer.media_type == envelope_type) {
      read_envelope(document, parse_served(bytes, "the envelope"));
      document.is_keyless = layer.annotations.count(certificate_annotation) > 0;
    } else {
      read_bundle(document, bytes);
    }
  } catch (const Error& error) {
    document.fault = error.what();
  }
  return document;
}

bool is_signed_layer(const Descriptor& layer) {
  return layer.media_type == simple_signing_type || layer.media_type == envelope_type ||
         layer.media_type.starts_with(bundle_type);
}

void add_layers(Documents& documents, Client& client, const Fetched& fetched,
                const std::string& layout) {
  const Manifest manifest = parse_manifest(fetched.bytes, "the manifest " + fetched.digest);
  if (manifest.layers.size() > most_layers) {
    throw Error(ErrorKind::system, fmt::format("the manifest {} has more than {} layers",
                                               fetched.digest, most_layers));
  }
  for (const Descriptor& layer : manifest.layers) {
    // SBOMs and anything else may lie there too.
    if (!is_signed_layer(layer)) continue;
    documents.push_back(read_layer(layer, layout, client.blob(layer)));
  }
}

}  // namespace

std::vector<SignedDocument> signed_documents(Client& client, const std::string& digest) {
  Documents documents;
  const std::string tag = "sha256-" + digest.substr(digest.find(':') + 1);
  for (const char* ending : {".sig", ".att"}) {
    if (const auto fetched = client.fetch(tag + ending)) {
      add_layers(documents, client, *fetched, "tag");
    }
  }
  for (const Descriptor& each : client.referrers(digest)) {
    if (const auto fetched = client.fetch(each.digest)) {
      add_layers(documents, client, *fetched, "bundle");
    }
  }
  return documents;
}

}  // namespace relctl::registry
