// SPDX-License-Identifier: MIT
#include "registry/client.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "kustomize/image_reference.hpp"
#include "registry/refusal.hpp"
#include "tree/digest.hpp"

namespace relctl::registry {
namespace {

constexpr std::uint64_t most_blob_bytes = 4U << 20U;
constexpr std::size_t most_referrers = 100;
constexpr std::string_view index_type = "application/vnd.oci.image.index.v1+json";

std::string digest_of(const std::string& bytes) {
  return "sha256:" + sha256(bytes);
}

}  // namespace

std::string Client::described(const std::string& reference) const {
  const char mark = kustomize::is_digest(reference) ? '@' : ':';
  return name_of(session_.place()) + mark + reference;
}

void Client::fail(const std::string& reference, const std::string& fault) const {
  throw Error(ErrorKind::system, fmt::format("{}: {}", described(reference), fault))
      .hint("what the registry sent is not what was asked for: look at it, and at proxies between");
}

Existence Client::exists(const std::string& reference) {
  const bool is_digest = kustomize::is_digest(reference);
  const net::Response head =
      session_.read({"HEAD", "/manifests/" + reference, std::string(manifest_types), false});
  if (head.is_success()) {
    const std::string digest = head.header("Docker-Content-Digest").value_or("");
    if (is_digest && digest.empty()) return {reference, ""};
    if (is_digest && digest != reference) fail(reference, "the registry names another digest");
    if (kustomize::is_digest(digest)) return {digest, ""};
  }
  // A HEAD says nothing about why there is nothing, and need not name the digest.
  const net::Response get =
      session_.read({"GET", "/manifests/" + reference, std::string(manifest_types), is_digest});
  if (!get.is_success()) return {std::nullopt, server_words(get), get.retry_after};
  const std::string digest = digest_of(get.body);
  if (is_digest && digest != reference) fail(reference, "its bytes have another digest");
  return {digest, ""};
}

std::optional<Fetched> Client::fetch(const std::string& reference) {
  const bool is_digest = kustomize::is_digest(reference);
  net::Response response =
      session_.read({"GET", "/manifests/" + reference, std::string(manifest_types), is_digest});
  if (!response.is_success()) return std::nullopt;
  Fetched fetched{digest_of(response.body), std::move(response.body)};
  if (is_digest && fetched.digest != reference) fail(reference, "its bytes have another digest");
  const std::string named = response.header("Docker-Content-Digest").value_or(fetched.digest);
  if (named != fetched.digest) fail(reference, "its bytes have another digest than was named");
  return fetched;
}

std::string Client::blob(const Descriptor& descriptor) {
  const std::string& digest = descriptor.digest;
  if (descriptor.size > most_blob_bytes) fail(digest, "it is too big to be looked at");
  net::Response response = session_.read({"GET", "/blobs/" + digest, "", true});
  if (!response.is_success()) fail(digest, "the blob is missing");
  if (response.body.size() != descriptor.size || digest_of(response.body) != digest) {
    fail(digest, "its bytes have another digest");
  }
  return std::move(response.body);
}

std::optional<std::string> Client::native_referrers(const std::string& digest) {
  net::Response response =
      session_.read({"GET", "/referrers/" + digest, std::string(index_type), false});
  if (!response.is_success()) return std::nullopt;
  // A registry without the API may answer with a page for people.
  const std::string type = response.header("Content-Type").value_or("");
  if (!type.starts_with(index_type)) return std::nullopt;
  return std::move(response.body);
}

std::vector<Descriptor> Client::referrers(const std::string& digest) {
  auto bytes = native_referrers(digest);
  if (!bytes) {
    auto fetched = fetch("sha256-" + digest.substr(digest.find(':') + 1));
    if (!fetched) return {};
    bytes = std::move(fetched->bytes);
  }
  Manifest index = parse_manifest(*bytes, "the list of what refers to " + described(digest));
  if (!index.is_index) return {};
  if (index.manifests.size() <= most_referrers) return std::move(index.manifests);
  fail(digest, fmt::format("more than {} signatures and attestations refer to it", most_referrers));
}

}  // namespace relctl::registry
